import { createHmac, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from '../local/aes-gcm.ts';

const prefix = 'whsec_';
const secretBytes = 32;

/** Makes a new secret in the form of Standard Webhooks. */
export const newSecret = (): string => prefix + randomBytes(secretBytes).toString('base64');

/** Encrypts a secret for its webhook. */
export const sealSecret = (key: Uint8Array, secret: string, webhook: string): string =>
  encrypt(key, Buffer.from(secret), `webhook ${webhook}`);

export const openSecret = (key: Uint8Array, sealed: string, webhook: string): string =>
  decrypt(key, sealed, `webhook ${webhook}`).toString();

export type Message = Readonly<{ id: string; body: string }>;

/** The headers of Standard Webhooks: the id, the time and a signature with each secret, separated by blanks. */
export function signedHeaders({ id, body }: Message, secrets: readonly string[], seconds: number) {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}
