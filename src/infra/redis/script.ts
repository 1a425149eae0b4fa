import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/**
 * Creates a function that runs a Lua script in Redis. It sends only the script's hash, and the whole script when Redis
 * does not know the hash yet.
 */
export function createScript(redis: Redis, lua: string) {
  const sha = createHash('sha1').update(lua).digest('hex');
  return async (keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...values);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(lua, keys.length, ...keys, ...values);
    }
  };
}
