import { hash, randomBytes } from 'node:crypto';
import type { AccountId } from '../../events/ids.ts';

/** The prefix by which people and secret scanners recognise a token. */
const prefix = 'itpat_';
const secretBytes = 32;
/** The prefix, then 48 bytes in base64url: the 16 bytes of the account's id and the secret. */
const pattern = /^itpat_[A-Za-z0-9_-]{64}$/;
const textLength = prefix.length + 64;

/** What the text of a token says: the account, so that one read fetches all about both, and the hash that is stored. */
export type ParsedPersonalToken = Readonly<{ account: AccountId; hash: string }>;

/** Makes the text of a new token of an account, with 256 random bits. */
export function newPersonalToken(account: AccountId): string {
  const id = Buffer.from(account.replaceAll('-', ''), 'hex');
  return prefix + Buffer.concat([id, randomBytes(secretBytes)]).toString('base64url');
}

/** Reads the text of a token; null when no token has such a text. A text that is too long is not read. */
export function parsePersonalToken(text: string): ParsedPersonalToken | null {
  if (text.length !== textLength || !pattern.test(text)) return null;
  const hex = Buffer.from(text.slice(prefix.length), 'base64url').subarray(0, -secretBytes).toString('hex');
  const account = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as AccountId;
  return { account, hash: hashOf(text) };
}

export const hashOf = (text: string): string => hash('sha256', text);
