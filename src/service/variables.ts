import proxyAddr from 'proxy-addr';
import { z } from 'zod';
import { parseEmail } from '../commands/account/email.ts';
import { readSigningKeys } from '../infra/access/signing-keys.ts';

/** What variables of the environment may hold. No message quotes a secret. */

export const port = z.coerce.number().int().min(0).max(65_535);
export const positive = z.coerce.number().int().positive();
/** Times in a minute; 0 for no limit. */
export const rate = z.coerce.number().int().min(0).max(1_000_000);

export const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'])
  .transform((text) => ['true', '1', 'yes', 'on'].includes(text));

const startsWith = (...protocols: string[]) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)), {
    error: `must start with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    abort: true,
  });
const readable = { error: 'is not a URL; special characters of a password have to be escaped', abort: true };

/** May name the hosts of a cluster, which makes it no URL. */
export const eventStoreUrl = startsWith('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover');
export const postgresUrl = startsWith('postgres', 'postgresql').refine((text) => URL.canParse(text), readable);
export const redisUrl = startsWith('redis', 'rediss').refine((text) => URL.canParse(text), readable);

export const webAddress = startsWith('https', 'http').refine((text) => URL.canParse(text), readable);

const base64 = /^[A-Za-z0-9+/_\s-]+=*\s*$/;
export const masterKey = z.string().refine((text) => base64.test(text) && bytesOf(text).length >= 32, {
  error: 'must be at least 32 bytes in base64',
  abort: true,
});

export const signingKeys = z.string().refine(areSigningKeys, {
  error: 'must be a P-256 private key as a JWK, or a JWK set {"keys": […]} of such keys',
  abort: true,
});

export const emailAddress = z.string().transform((text, ctx): string => {
  const parsed = parseEmail(text);
  if (parsed !== null) return parsed;
  ctx.addIssue({ code: 'custom', input: text, message: 'is not an e-mail address' });
  return z.NEVER;
});

/** Entries between commas. Each one that is wrong is told of. */
const list = (isRight: (entry: string) => boolean, what: string) =>
  z.string().transform((text, ctx): readonly string[] => {
    const entries = text.split(',').map((entry) => entry.trim());
    for (const entry of entries) {
      if (!isRight(entry)) ctx.addIssue({ code: 'custom', input: text, message: `"${entry}" is not ${what}` });
    }
    return entries;
  });

/** Written as browsers send them: in lower case, without a path, a final slash or the scheme's own port. None is a pattern. */
export const origins = (schemes: readonly string[]) =>
  list(
    (entry) =>
      !entry.includes('*') &&
      URL.canParse(entry) &&
      new URL(entry).origin === entry &&
      schemes.includes(new URL(entry).protocol),
    `an origin such as ${schemes.map((scheme) => `${scheme}//app.example.com`).join(' or ')}`,
  );

/** As Express reads them, except for a number of proxies, which says nothing about who they are. */
export const proxies = list(
  (entry) => /[.:a-z]/.test(entry) && isTrustable(entry),
  'an address, a subnet, loopback, linklocal or uniquelocal',
);

function isTrustable(entry: string): boolean {
  try {
    return proxyAddr.compile([entry]) !== null;
  } catch {
    return false;
  }
}

function areSigningKeys(text: string): boolean {
  try {
    return readSigningKeys(text).length > 0;
  } catch {
    // What it says would quote the key.
    return false;
  }
}

export const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');
