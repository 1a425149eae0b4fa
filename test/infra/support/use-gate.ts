import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { after, before, beforeEach } from 'mocha';
import type { AccountDocument, AccountPresence } from '../../../src/documents/account.ts';
import type { AccountId, Instant, PersonalTokenId } from '../../../src/events/ids.ts';
import type { StoredAppGrants } from '../../../src/infra/access/app-grants.ts';
import { createGate, type Gate } from '../../../src/infra/access/gate.ts';
import type { StoredPersonalToken, StoredPersonalTokens } from '../../../src/infra/access/personal-tokens.ts';
import { createAuthCache } from '../../../src/infra/redis/auth-cache.ts';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { useRedis } from '../../support/databases.ts';
import { firstCredentialId, noon } from '../../support/specification.ts';

export const sub = '01900000-0000-7000-8000-00000000000a' as AccountId;
export const token = { sub, jti: 'token-1', gen: 0 };

/** A personal access token that Postgres has. */
export const stored: StoredPersonalToken = {
  id: '01900000-0000-7000-8000-00000000000c' as PersonalTokenId,
  scopes: ['read'],
  generation: 0,
  expiresAt: '2026-03-02T12:00:00.000000Z' as Instant,
};

export const account: AccountDocument = {
  id: sub,
  name: null,
  email: 'ada@example.com',
  isActive: true,
  isSuperuser: false,
  roleName: 'Application Access',
  roleSlug: 'application-access',
  createdAt: noon,
  updatedAt: noon,
};

type FoldedAccount = Readonly<{ fold: AccountPresence; revision: number }>;

export const foldedAt = (revision: number, part: Partial<AccountDocument> = {}, signedOutAt = 0): FoldedAccount => ({
  revision,
  fold: { kind: 'present', document: { ...account, ...part }, credentialId: firstCredentialId, signedOutAt },
});
export const absentAccount: FoldedAccount = { revision: -1, fold: { kind: 'absent' } };

/**
 * The values outside Redis: the end of the log, the account as the log has it, and whether the token is valid in
 * Postgres.
 */
type Durable = {
  head: bigint;
  folded: FoldedAccount;
  isTokenValid: boolean;
  stored: StoredPersonalToken | null;
  now: Instant;
};
type Parts = Readonly<{
  redis: Redis;
  head: () => Promise<bigint>;
  readAccount: () => Promise<FoldedAccount>;
  isTokenValid: () => Promise<boolean>;
  personalTokens: Pick<StoredPersonalTokens, 'find' | 'recordUse'>;
  appGrants: Pick<StoredAppGrants, 'find' | 'recordUse'>;
}>;

const initial = (): Durable => ({ head: 100n, folded: foldedAt(0), isTokenValid: true, stored, now: noon });

/**
 * Creates, for each test, a gate with an empty Redis, and the durable values that the gate reads when Redis does not
 * have them.
 */
export function useGate() {
  const server = useRedis();
  const durable: Durable = initial();
  const reads = { account: 0, token: 0, personalToken: 0 };
  const used: PersonalTokenId[] = [];
  const own: { redis?: Redis; gate?: Gate } = {};

  const gateWith = (parts: Partial<Parts> = {}): Gate => {
    const redis = parts.redis ?? the(own.redis);
    return createGate({
      redis,
      cache: createAuthCache(redis, parts.head ?? (async () => durable.head)),
      async readAccount() {
        reads.account += 1;
        return durable.folded;
      },
      async isTokenValid() {
        reads.token += 1;
        return durable.isTokenValid;
      },
      personalTokens: {
        async find() {
          reads.personalToken += 1;
          return durable.stored;
        },
        recordUse: (id) => void used.push(id),
      },
      appGrants: { find: async () => null, recordUse: () => {} },
      clock: () => durable.now,
      ...parts,
    });
  };

  before(async () => {
    own.redis = await connectRedis(server.url, () => {});
    own.gate = gateWith();
  });
  after(() => own.redis?.disconnect());
  beforeEach(async () => {
    await server.redis.flushall();
    Object.assign(durable, initial());
    Object.assign(reads, { account: 0, token: 0, personalToken: 0 });
    used.splice(0);
  });

  return {
    server,
    durable,
    reads,
    /** The personal access tokens whose use was recorded. */
    used,
    gateWith,
    gate: () => the(own.gate),
    redis: () => the(own.redis),
    /**
     * Replaces all data in Redis by older keys and cuts all connections, like the restart with which a copy is
     * restored.
     */
    async restore(keys: Readonly<Record<string, string>>) {
      const reconnected = once(the(own.redis), 'ready');
      await server.redis.flushall();
      for (const [key, value] of Object.entries(keys)) await server.redis.set(key, value);
      await server.redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await reconnected;
    },
  };
}

function the<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The gate exists only while the suite runs');
  return value;
}
