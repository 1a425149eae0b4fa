import type { Redis } from 'ioredis';
import { orUnavailable } from './client.ts';
import { createEpochs, type Epoch, epochIdOf, markerKey, repeat, setNonce, uuidLength } from './epochs.ts';

/** A value from the log or Postgres, kept for `seconds`. Of two entries of one key, that with the higher rank is newer. */
export type CacheEntry = Readonly<{ rank: number; value: string; seconds: number }>;
export type CachedValue = Pick<CacheEntry, 'rank' | 'value'>;

export type LookUp = Readonly<{
  /** The value of each key; null for a key that must be loaded. */
  cached: readonly (CachedValue | null)[];
  /** The texts of the plain keys, which belong to no epoch. */
  plain: readonly (string | null)[];
  /** The head of the log when Redis last lost its data. */
  floor: bigint;
}>;

type Load = <Entry extends CacheEntry>(key: string, read: () => Promise<Entry>) => Promise<Entry>;

/**
 * A cache in Redis that never returns a value older than one that `replace` has confirmed. Keys belong to an epoch:
 * whenever Redis may have lost data (it is empty, restored or failed over), a new epoch begins and every value is
 * loaded again from where it is durable. All methods throw `unavailable` without Redis.
 */
export type AuthCache = Readonly<{
  /** Reads keys of the current epoch, and plain keys, in one round trip. */
  lookUp: (keys: readonly string[], plainKeys: readonly string[]) => Promise<LookUp>;
  /** Reads an entry from where it is durable, and stores it unless a newer one was stored meanwhile. */
  load: Load;
  /**
   * Replaces the stored entry. Once this settles, no process uses a value older than what was durable when it began.
   * Reads the entry itself, and again when an epoch began meanwhile: a newer value stored under the old epoch is gone.
   */
  replace: Load;
}>;

/** Replaced entries live at least this long, longer than a nonce: a slow reader cannot put back what they replaced. */
const minReplacedSeconds = 60;

const nonceGone = 'nonce gone';
/**
 * Stores an entry if the given epoch is current, the nonce exists (no data was lost since) and no entry of a higher rank
 * is stored. Returns the current marker, or that the nonce is gone.
 */
const storeScript = `
local marker = redis.call('GET', KEYS[1])
if not marker or string.sub(marker, 1, ${uuidLength}) ~= ARGV[1] then return marker end
if redis.call('DEL', KEYS[3]) == 0 then return '${nonceGone}' end
local stored = redis.call('GET', KEYS[2])
if stored and tonumber(string.match(stored, '^%d+')) > tonumber(ARGV[2]) then return marker end
redis.call('SET', KEYS[2], ARGV[2] .. ':' .. ARGV[3], 'EX', ARGV[4])
return marker`;

/** `readHead` reads the position of the newest event in the log. */
export const createAuthCache = (redis: Redis, readHead: () => Promise<bigint>): AuthCache => {
  const epochs = createEpochs(redis, readHead);

  return {
    lookUp: (keys, plainKeys) =>
      repeat(async () => {
        const epoch = await epochs.current();
        const [marker, ...values] = await orUnavailable(
          redis.mget(markerKey, ...keys.map((key) => keyIn(epoch, key)), ...plainKeys),
        );
        if (!epochs.isCurrent(marker ?? null, epoch)) return null;
        return {
          cached: values.slice(0, keys.length).map((stored) => (stored ? cachedValueOf(stored) : null)),
          plain: values.slice(keys.length),
          floor: epoch.floor,
        };
      }),

    async load(key, read) {
      const { entry } = await readAndStore(await epochs.current(), key, read);
      return entry;
    },

    replace: (key, read) =>
      repeat(async () => {
        const epoch = await epochs.current();
        const { entry, marker } = await readAndStore(epoch, key, async () => {
          const found = await read();
          return { ...found, seconds: Math.max(found.seconds, minReplacedSeconds) };
        });
        // Without a marker nothing is stored, and from now on every reader loads what is durable by now.
        if (marker === null || epochIdOf(marker) === epoch.id) return entry;
        if (marker !== nonceGone) epochs.isCurrent(marker, epoch);
        return null;
      }),
  };

  async function readAndStore<Entry extends CacheEntry>(epoch: Epoch, key: string, read: () => Promise<Entry>) {
    const nonce = await setNonce(redis);
    const entry = await read();
    const { rank, value, seconds } = entry;
    const keys = [markerKey, keyIn(epoch, key), nonce];
    const marker = await orUnavailable(
      redis.eval(storeScript, keys.length, ...keys, epoch.id, rank, value, Math.max(1, Math.ceil(seconds))),
    );
    return { entry, marker: typeof marker === 'string' ? marker : null };
  }
};

const keyIn = ({ id }: Epoch, key: string): string => `${id}:${key}`;

/** Parses an entry as the script stores it: rank, `:` and value. */
function cachedValueOf(stored: string): CachedValue {
  const end = stored.indexOf(':');
  return { rank: Number(stored.slice(0, end)), value: stored.slice(end + 1) };
}
