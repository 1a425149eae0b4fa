import { connectRedis, prefix } from './client.ts';
import { markerKey } from './epochs.ts';
import { positionsKey } from './positions.ts';

/**
 * Deletes the positions that accounts have written, because the log has other positions now. Without the marker a new epoch
 * begins, in which every account is treated as if it had written the last event.
 */
export async function forgetPositions(redisUrl: string): Promise<void> {
  const redis = await connectRedis(redisUrl, () => {});
  try {
    await redis.del(markerKey);
    for await (const found of redis.scanStream({ match: `${prefix}${positionsKey('*')}`, count: 1_000 })) {
      const keys = (found as readonly string[]).map((key) => key.slice(prefix.length));
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    redis.disconnect();
  }
}
