import type { Redis } from 'ioredis';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { hashOf } from '../access/bearer-text.ts';
import { orUnavailable } from '../redis/client.ts';
import { unused } from './unused.ts';

const keyOf = (id: string): string => `oauth:request:${hashOf(id)}`;

/** The requests of apps that wait for the consent of an account, in Redis. Losing one costs the account a second try. */
export const createInteractionAdapter = (redis: Redis): Adapter => ({
  ...unused,
  async upsert(id, { jti: _, ...contents }, seconds = 0) {
    await orUnavailable(redis.set(keyOf(id), JSON.stringify(contents), 'EX', Math.max(1, seconds)));
  },
  async find(id): Promise<AdapterPayload | undefined> {
    const stored = await orUnavailable(redis.get(keyOf(id)));
    return stored === null ? undefined : { ...(JSON.parse(stored) as AdapterPayload), jti: id };
  },
  async destroy(id) {
    await orUnavailable(redis.del(keyOf(id)));
  },
});

/**
 * The library's own sign-ins are not stored: the cookies of the service say who is signed in. So each request of an app
 * needs a decision of its own.
 */
export const sessionAdapter: Adapter = {
  ...unused,
  upsert: async () => {},
  find: async () => undefined,
  findByUid: async () => undefined,
  destroy: async () => {},
};
