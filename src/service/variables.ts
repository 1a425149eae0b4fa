import proxyAddr from 'proxy-addr';
import { z } from 'zod';
import { parseEmail } from '../commands/account/email.ts';
import { type QuotaKind, quotaDefaults, quotaKinds } from '../events/schemas.ts';
import { readSigningKeys } from '../infra/access/signing-keys.ts';
import { isNetwork } from '../infra/webhooks/addresses.ts';

/** The schemas of environment variables. No error message of a schema quotes a secret. */

export const port = z.coerce.number().int().min(0).max(65_535);
export const positive = z.coerce.number().int().positive();
/** The schema of a rate limit: the uses per minute; 0 means no limit. */
export const rate = z.coerce.number().int().min(0).max(1_000_000);

/** A name in camel case, in upper case with `_` between its words. */
type UpperSnake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? '' : '_'}${Uppercase<First>}${UpperSnake<Rest>}`
  : '';
type QuotaVariable = `QUOTA_${UpperSnake<QuotaKind>}`;

/** The variable of a quota, such as `QUOTA_SESSIONS`. */
export const quotaVariable = (kind: QuotaKind): QuotaVariable =>
  `QUOTA_${kind.replaceAll(/[A-Z]/g, '_$&').toUpperCase() as UpperSnake<QuotaKind>}`;

const quota = z.coerce.number().int().min(0).max(1_000_000_000);
/** The schemas of the quotas, by variable; 0 means no limit. */
export const quotas = Object.fromEntries(
  quotaKinds.map((kind) => [quotaVariable(kind), quota.default(quotaDefaults[kind].limit)]),
) as Readonly<Record<QuotaVariable, z.ZodDefault<typeof quota>>>;

export const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'])
  .transform((text) => ['true', '1', 'yes', 'on'].includes(text));

const startsWith = (...protocols: string[]) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)), {
    error: `must start with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    abort: true,
  });
const mustBeUrl = {
  error: 'is not a valid URL; percent-encode special characters in the password',
  abort: true,
};

/**
 * The schema of the address of EventStoreDB. It may name several hosts of a cluster, so it is not always a valid URL.
 */
export const eventStoreUrl = startsWith('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover');
export const postgresUrl = startsWith('postgres', 'postgresql').refine((text) => URL.canParse(text), mustBeUrl);
export const redisUrl = startsWith('redis', 'rediss').refine((text) => URL.canParse(text), mustBeUrl);

export const webAddress = startsWith('https', 'http').refine((text) => URL.canParse(text), mustBeUrl);
/** The address of the service: an origin, because paths of OAuth follow it. */
export const publicUrl = webAddress
  .refine((text) => URL.parse(text)?.origin === text.replace(/\/$/, ''), 'must be a scheme, a host and perhaps a port')
  .transform((text) => text.replace(/\/$/, ''));

const base64Pattern = /^[A-Za-z0-9+/_\s-]+=*\s*$/;
export const masterKey = z.string().refine((text) => base64Pattern.test(text) && bytesOf(text).length >= 32, {
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
  ctx.addIssue({ code: 'custom', input: text, message: 'is not an email address' });
  return z.NEVER;
});

/** The schema of a list that is separated by commas. The error names every invalid entry. */
const list = (isValid: (entry: string) => boolean, expected: string) =>
  z.string().transform((text, ctx): readonly string[] => {
    const entries = text.split(',').map((entry) => entry.trim());
    for (const entry of entries) {
      if (!isValid(entry)) ctx.addIssue({ code: 'custom', input: text, message: `"${entry}" is not ${expected}` });
    }
    return entries;
  });

/**
 * The schema of a list of origins in the form that browsers send: lower case, without path, final slash or default
 * port. Patterns such as `*` are not allowed.
 */
export const origins = (schemes: readonly string[]) =>
  list(
    (entry) =>
      !entry.includes('*') &&
      URL.canParse(entry) &&
      new URL(entry).origin === entry &&
      schemes.includes(new URL(entry).protocol),
    `an origin such as ${schemes.map((scheme) => `${scheme}//app.example.com`).join(' or ')}`,
  );

/** The schema of a list of host names, without scheme and port, in the form that browsers send. */
export const hosts = list(
  (entry) => !/[*]|[.]$/.test(entry) && URL.parse(`http://${entry}`)?.hostname === entry,
  'a host name in lower case without a port, such as app.example.com',
);

/**
 * The schema of a list of proxies in Express's notation. A number of proxies is not allowed, because it does not say
 * which proxies they are.
 */
export const proxies = list(
  (entry) => /[.:a-z]/.test(entry) && isTrustable(entry),
  'an address, a subnet, loopback, linklocal or uniquelocal',
);

/** The schema of a list of networks, such as `10.0.0.0/8`. */
export const networks = list(isNetwork, 'a network such as 10.0.0.0/8 or fd00::/8');

/** The schema of a list of pauses in seconds. */
export const pauses = list(
  (entry) => /^\d{1,6}(\.\d{1,3})?$/.test(entry) && Number(entry) > 0,
  'a number of seconds above 0',
).transform((entries) => entries.map(Number));

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
    // The error is not passed on, because its message would quote the key.
    return false;
  }
}

export const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');
