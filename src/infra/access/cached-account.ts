import { LRUCache } from 'lru-cache';
import type { AccountDocument, AccountPresence, PresentAccount } from '../../documents/account.ts';

/**
 * An account as Redis holds it as JSON. Different builds that run at the same time read each other's JSON, so this
 * format must not change.
 */
type CachedAccount =
  | Readonly<{ kind: 'absent' | 'erased' }>
  | (Pick<PresentAccount, 'kind' | 'credentialId' | 'signedOutAt'> & Readonly<{ account: AccountDocument }>);

export function cachedTextOf(presence: AccountPresence): string {
  if (presence.kind === 'absent') return JSON.stringify({ kind: 'absent' } satisfies CachedAccount);
  if (presence.kind === 'gone') return JSON.stringify({ kind: 'erased' } satisfies CachedAccount);
  const { kind, document, credentialId, signedOutAt } = presence;
  return JSON.stringify({ kind, account: document, credentialId, signedOutAt } satisfies CachedAccount);
}

/** How many parsed accounts a process remembers by their texts: an account rarely changes between two requests. */
const maxParsed = 2_000;
const parsed = new LRUCache<string, AccountPresence>({ max: maxParsed });

export function parseCachedAccount(text: string): AccountPresence {
  const known = parsed.get(text);
  if (known) return known;
  const presence = parse(text);
  parsed.set(text, presence);
  return presence;
}

function parse(text: string): AccountPresence {
  const cached = JSON.parse(text) as CachedAccount;
  if (cached.kind !== 'present') return cached.kind === 'erased' ? { kind: 'gone' } : { kind: 'absent' };
  const { kind, account, credentialId, signedOutAt } = cached;
  return { kind, document: account, credentialId, signedOutAt };
}
