import type { Redis } from 'ioredis';
import type { AccountDocument, AccountPresence, PresentAccount } from '../../documents/account.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { AuthCache, CachedFact, Known } from '../redis/auth-cache.ts';
import { orUnavailable } from '../redis/client.ts';
import { positionsKey, requiredPositionIn } from '../redis/positions.ts';

/** What a verified token says of itself. */
export type Token = Readonly<{ sub: AccountId; jti: string; gen: number }>;

/** Who a token speaks for, and how far a lane of a layout must have come before that account reads. */
export type Admitted = Readonly<{
  account: AccountDocument;
  revision: number;
  requiredPosition: RequiredPosition;
  generation: number;
}>;

export type Gate = Snapshots &
  Readonly<{
    /** Null for a token that was revoked, or whose account is gone, inactive or signed out everywhere since. Without Redis: `unavailable`. */
    admit: (token: Token) => Promise<Admitted | null>;
    /** The account that a refresh token speaks for, whose own standing is the families' to tell; null as above. */
    account: (token: Pick<Token, 'sub' | 'gen'>) => Promise<PresentAccount | null>;
    /** How far lanes must have come before the account reads. */
    requiredPosition: (account: AccountId) => Promise<RequiredPosition>;
    /** Makes tokens invalid before this settles, for `seconds`: as long as they would have lived. */
    revoke: (tokenIds: readonly string[], seconds: number) => Promise<void>;
  }>;

type Dependencies = Readonly<{
  redis: Redis;
  facts: AuthCache;
  /** The account folded from its stream, and the stream's revision. */
  foldAccount: (id: AccountId) => Promise<Readonly<{ fold: AccountPresence; revision: number }>>;
  /** Whether the token was issued and its family still stands, by what is durable. */
  isStanding: (tokenId: string) => Promise<boolean>;
}>;

const seconds = 60;
const [good, revoked] = ['1', '0'];
const accountKey = (id: string): string => `account:${id}`;
const tokenKey = (id: string): string => `token:${id}`;

/** One round trip to Redis per request: the epoch's marker, the token's `jti`, the account and its positions. */
export const createGate = ({ redis, facts, foldAccount, isStanding }: Dependencies): Gate => {
  return {
    async admit({ sub, jti, gen }) {
      const { known, beside, floor } = await facts.look([tokenKey(jti), accountKey(sub)], [positionsKey(sub)]);
      const [token, kept] = known;
      if ((token ?? (await facts.learn(tokenKey(jti), () => readToken(jti)))).value !== good) return null;
      const standing = await stands(sub, gen, kept ?? null);
      return (
        standing && {
          account: standing.fold.document,
          revision: standing.revision,
          requiredPosition: requiredPositionIn(beside[0] ?? null, floor),
          generation: standing.fold.signedOutAt,
        }
      );
    },

    async account({ sub, gen }) {
      const { known } = await facts.look([accountKey(sub)], []);
      return (await stands(sub, gen, known[0] ?? null))?.fold ?? null;
    },

    async requiredPosition(account) {
      const { beside, floor } = await facts.look([], [positionsKey(account)]);
      return requiredPositionIn(beside[0] ?? null, floor);
    },

    async renew(account) {
      const { fold } = await facts.tell(accountKey(account), () => read(account));
      if (fold.kind === 'gone') await orUnavailable(redis.del(positionsKey(account)));
    },

    async revoke(tokenIds, lifeSeconds) {
      const fact = { rank: 1, value: revoked, seconds: lifeSeconds };
      await Promise.all(tokenIds.map((id) => facts.tell(tokenKey(id), async () => fact)));
    },
  };

  async function stands(id: AccountId, generation: number, kept: Known | null) {
    const { rank, value } = kept ?? (await facts.learn(accountKey(id), () => read(id)));
    const fold = parseCached(value);
    const isStanding = fold.kind === 'present' && fold.document.isActive && fold.signedOutAt <= generation;
    return isStanding ? { fold, revision: rank - 1 } : null;
  }

  async function read(id: AccountId): Promise<CachedFact & { fold: AccountPresence }> {
    const { fold, revision } = await foldAccount(id);
    // A stream that does not exist yet ranks below its first event.
    return { fold, rank: revision + 1, value: cachedTextOf(fold), seconds };
  }

  async function readToken(id: string): Promise<CachedFact> {
    return (await isStanding(id)) ? { rank: 0, value: good, seconds } : { rank: 1, value: revoked, seconds };
  }
};

/** An account as Redis holds it. Builds that run side by side share these values, so the form stays as it is. */
type CachedAccount =
  | Readonly<{ kind: 'absent' | 'erased' }>
  | (Pick<PresentAccount, 'kind' | 'credentialId' | 'signedOutAt'> & Readonly<{ account: AccountDocument }>);

function cachedTextOf(presence: AccountPresence): string {
  if (presence.kind === 'absent') return JSON.stringify({ kind: 'absent' } satisfies CachedAccount);
  if (presence.kind === 'gone') return JSON.stringify({ kind: 'erased' } satisfies CachedAccount);
  const { kind, document, credentialId, signedOutAt } = presence;
  return JSON.stringify({ kind, account: document, credentialId, signedOutAt } satisfies CachedAccount);
}

function parseCached(text: string): AccountPresence {
  const cached = JSON.parse(text) as CachedAccount;
  if (cached.kind !== 'present') return cached.kind === 'erased' ? { kind: 'gone' } : { kind: 'absent' };
  const { kind, account, credentialId, signedOutAt } = cached;
  return { kind, document: account, credentialId, signedOutAt };
}
