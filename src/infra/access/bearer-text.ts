import { hash, randomBytes } from 'node:crypto';
import type { AccountId } from '../../events/ids.ts';

/** The prefixes by which people and secret scanners recognise a token: a personal one, and one of an app. */
const prefixes = { personal: 'itpat_', app: 'itapp_' } as const;
type BearerKind = keyof typeof prefixes;
const secretBytes = 32;
/** A prefix, then 48 bytes in base64url: the 16 bytes of the account's id and the secret. */
const pattern = /^it(pat|app)_[A-Za-z0-9_-]{64}$/;
const prefixLength = prefixes.personal.length;
const textLength = prefixLength + 64;

/** What the text of a token says: the account, so that one read fetches all about both, and the hash that is stored. */
export type ParsedBearer = Readonly<{ kind: BearerKind; account: AccountId; hash: string }>;

/** Makes the text of a new token of an account, with 256 random bits. */
export function newBearer(kind: BearerKind, account: AccountId): string {
  const id = Buffer.from(account.replaceAll('-', ''), 'hex');
  return prefixes[kind] + Buffer.concat([id, randomBytes(secretBytes)]).toString('base64url');
}

/** Reads the text of a token; null when no token has such a text. A text that is too long is not read. */
export function parseBearer(text: string): ParsedBearer | null {
  if (text.length !== textLength || !pattern.test(text)) return null;
  const hex = Buffer.from(text.slice(prefixLength), 'base64url').subarray(0, -secretBytes).toString('hex');
  const account = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as AccountId;
  return { kind: text.startsWith(prefixes.app) ? 'app' : 'personal', account, hash: hashOf(text) };
}

export const hashOf = (text: string): string => hash('sha256', text);
