import type { Redis } from 'ioredis';

/** The Redis key that exists while a worker runs. */
const key = 'irontrack:worker';
const lifeMs = 6_000;
const renewMs = 2_000;

/** Announces in Redis that a worker runs, until closed. Another worker that still runs announces itself again. */
export function announceWorker(redis: Redis): Readonly<{ close: () => Promise<void> }> {
  // While Redis is down, no worker gets jobs, so it does not matter that none is announced.
  const announce = () => void redis.set(key, 1, 'PX', lifeMs).catch(() => {});
  announce();
  const timer = setInterval(announce, renewMs).unref();
  return {
    async close() {
      clearInterval(timer);
      await redis.del(key).catch(() => {});
    },
  };
}

export const isWorkerAnnounced = async (redis: Redis): Promise<boolean> => (await redis.exists(key)) === 1;
