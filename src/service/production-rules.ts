import { z } from 'zod';
import { isCommonPassword } from '../infra/access/common-passwords.ts';
import * as variables from './variables.ts';

/** The rules that environment variables must follow in production, besides the rules in `variables.ts`. */

/** Makes the schema of an environment variable that must be set in production. */
const required = <Output>(kind: z.ZodType<Output, string>) =>
  z.string({ error: 'is required in production' }).pipe(kind);

const leastPassword = 8;
const needsPassword = {
  error: `needs a password of at least ${leastPassword} characters that is not common or a well-known default`,
};

/**
 * The rule for the address of EventStoreDB in production. A password is optional, because EventStoreDB may be in a
 * private network.
 */
export const eventStoreUrl = required(
  variables.eventStoreUrl.refine(
    (text) => {
      const [, username = '', password] = /^[a-z+]+:\/\/([^:@/]*):([^@/]*)@/.exec(text) ?? [];
      return password === undefined || isSecret(password, username);
    },
    { error: 'has a password that is too short, common or a well-known default' },
  ),
);

/**
 * The rule for the address of Postgres in production. It needs a password, unless a client certificate or a Unix socket
 * authenticates.
 */
export const postgresUrl = required(
  variables.postgresUrl.refine((text) => {
    const { username, password, hostname, searchParams } = new URL(text);
    const host = decode(hostname) || (searchParams.get('host') ?? '');
    return host.startsWith('/') || searchParams.has('sslcert') || isSecret(password, username);
  }, needsPassword),
);

export const redisUrl = required(
  variables.redisUrl.refine((text) => {
    const { username, password, searchParams } = new URL(text);
    return searchParams.has('path') || isSecret(password || (searchParams.get('password') ?? ''), username);
  }, needsPassword),
);

export const masterKey = required(
  variables.masterKey.refine(isRandom, { error: 'is not random; create one with: openssl rand -base64 32' }),
);

export const signingKeys = required(
  variables.signingKeys.refine((text) => !publishedKeys.some((part) => text.includes(part)), {
    error: 'is an example key that is published in a standard',
  }),
);

export const adminEmail = (defaultEmail: string) =>
  required(
    variables.emailAddress.refine((email) => email !== defaultEmail, { error: 'must not be the default address' }),
  );

export const secure = variables.flag.refine((isOn) => isOn, { error: 'must be on in production' });

/**
 * The rule for other origins in production: only HTTPS, because an attacker can replace a page that is loaded without
 * TLS.
 */
export const origins = variables.origins(['https:']);
/** Apps send codes and tokens to this address. */
export const publicUrl = variables.publicUrl.refine((text) => text.startsWith('https:'), 'must begin with https:');

/** Well-known default passwords, from examples and container images, which production refuses. */
const knownPasswords: ReadonlySet<string> = new Set([
  ...['postgres', 'postgresql', 'redis', 'valkey', 'eventstore', 'kurrentdb', 'irontrack', 'database', 'user'],
  ...['password', 'passw0rd', 'password1', 'password123', 'mypassword', 'mysecretpassword', 'pass', 'pwd', 'secret'],
  ...['changeme', 'change_me', 'change-me', 'changeit', 'change_it', 'replaceme', 'default', 'example', 'test'],
  ...['admin', 'administrator', 'root', 'letmein', 'qwerty', 'foobared', 'dev', 'local', 'insecure', 'none'],
  ...['1234', '12345', '123456', '1234567', '12345678', '123456789', '1234567890'],
]);

/** A password with fewer different characters is as good as a repeated one. */
const leastDifferent = 4;

function isSecret(encoded: string, username: string): boolean {
  const password = decode(encoded).trim().toLowerCase();
  if (password.length < leastPassword || new Set(password).size < leastDifferent) return false;
  return !knownPasswords.has(password) && !isCommonPassword(password) && password !== decode(username).toLowerCase();
}

/**
 * Whether a key looks random: 32 random bytes have about 30 different values, and about 30 different steps from one
 * byte to the next. Fewer than 20 are refused. So are words: in base64, a sixth of all pairs of neighbours are two
 * letters of lower case (or of upper case), in a pass phrase most.
 */
function isRandom(text: string): boolean {
  const pairs = [...text].slice(1).map((character, index) => `${text[index]}${character}`);
  const isPhrase = [/^[a-z]{2}$/, /^[A-Z]{2}$/].some(
    (letters) => pairs.filter((pair) => letters.test(pair)).length > 0.45 * pairs.length,
  );
  if (isPhrase) return false;
  const bytes = [...variables.bytesOf(text)];
  const steps = bytes.map((byte, index) => (byte - (bytes[index - 1] ?? 0)) & 0xff);
  return [bytes, steps].every((values) => new Set(values).size >= 20);
}

/**
 * Public parts of the P-256 keys that RFC 7515 and RFC 7517 publish together with the private parts. Production refuses
 * these keys.
 */
const publishedKeys = ['f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4'];

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
