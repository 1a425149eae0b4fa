import { z } from 'zod';
import * as variables from './variables.ts';

/** What production asks of variables beyond their form. */

/** With a message of its own where there is none. */
const needed = <Output>(kind: z.ZodType<Output, string>) => z.string({ error: 'is required in production' }).pipe(kind);

const ownPassword = { error: 'needs a password, and none that everybody knows' };

/** Without a password it is open to all who reach the port; which port that is, is for its operators to say. */
export const eventStoreUrl = needed(
  variables.eventStoreUrl.refine(
    (text) => {
      const [, username = '', password] = /^[a-z+]+:\/\/([^:@/]*):([^@/]*)@/.exec(text) ?? [];
      return password === undefined || isOwn(password, username);
    },
    { error: 'has a password that everybody knows' },
  ),
);

/** A client certificate, or a socket of this machine, tells who is there without a password. */
export const postgresUrl = needed(
  variables.postgresUrl.refine((text) => {
    const { username, password, hostname, searchParams } = new URL(text);
    const host = unescaped(hostname) || (searchParams.get('host') ?? '');
    return host.startsWith('/') || searchParams.has('sslcert') || isOwn(password, username);
  }, ownPassword),
);

export const redisUrl = needed(
  variables.redisUrl.refine((text) => {
    const { username, password, searchParams } = new URL(text);
    return searchParams.has('path') || isOwn(password || (searchParams.get('password') ?? ''), username);
  }, ownPassword),
);

export const masterKey = needed(
  variables.masterKey.refine(isRandom, { error: 'is not random; openssl rand -base64 32 makes one' }),
);

export const signingKeys = needed(
  variables.signingKeys.refine((text) => !published.some((part) => text.includes(part)), {
    error: 'has a key that is published in a standard',
  }),
);

export const adminEmail = (byDefault: string) =>
  needed(variables.emailAddress.refine((email) => email !== byDefault, { error: 'must not be the default' }));

export const secure = variables.flag.refine((isOn) => isOn, { error: 'can not be off in production' });

/** What comes without TLS may be anybody's page. */
export const origins = variables.origins(['https:']);

/** From examples and images. */
const known: ReadonlySet<string> = new Set([
  ...['postgres', 'postgresql', 'redis', 'valkey', 'eventstore', 'kurrentdb', 'irontrack', 'database', 'user'],
  ...['password', 'passw0rd', 'password1', 'password123', 'mypassword', 'mysecretpassword', 'pass', 'pwd', 'secret'],
  ...['changeme', 'change_me', 'change-me', 'changeit', 'change_it', 'replaceme', 'default', 'example', 'test'],
  ...['admin', 'administrator', 'root', 'letmein', 'qwerty', 'foobared', 'dev', 'local', 'insecure', 'none'],
  ...['1234', '12345', '123456', '1234567', '12345678', '123456789', '1234567890'],
]);

function isOwn(escaped: string, username: string): boolean {
  const password = unescaped(escaped).trim().toLowerCase();
  return password !== '' && !known.has(password) && password !== unescaped(username).toLowerCase();
}

/** Some 30 different values are among 32 random bytes, and as many steps from one to the next. */
function isRandom(text: string): boolean {
  const bytes = [...variables.bytesOf(text)];
  const steps = bytes.map((byte, index) => (byte - (bytes[index - 1] ?? 0)) & 0xff);
  return [bytes, steps].every((values) => new Set(values).size >= 20);
}

/** Public halves of the P-256 keys of RFC 7515 and RFC 7517, whose private halves are printed beside them. */
const published = ['f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4'];

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
