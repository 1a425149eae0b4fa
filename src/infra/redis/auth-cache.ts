import type { Redis } from 'ioredis';
import { createTickBatcher } from '../local/tick-batcher.ts';
import { orUnavailable } from './client.ts';
import { createEpochs, type Epoch, epochIdOf, markerKey, repeat, setNonce, uuidLength } from './epochs.ts';

/**
 * A value that was read from the log or Postgres, to be cached for `seconds`. Of two entries of the same key, the one
 * with the higher rank is newer.
 */
export type CacheEntry = Readonly<{ rank: number; value: string; seconds: number }>;
export type CachedValue = Pick<CacheEntry, 'rank' | 'value'>;

export type LookUp = Readonly<{
  /** The cached value of each key; null for a key whose value must be loaded from the log or Postgres. */
  cached: readonly (CachedValue | null)[];
  /** The value of each plain key, which is a key that belongs to no epoch; null if Redis does not have the key. */
  plain: readonly (string | null)[];
  /** The position of the newest event in the log when the current epoch began. */
  floor: bigint;
}>;

type Load = <Entry extends CacheEntry>(key: string, read: () => Promise<Entry>) => Promise<Entry>;

/**
 * A cache in Redis that never returns a value older than one that `replace` has confirmed. Its keys belong to an epoch:
 * whenever Redis may have lost data (because it is empty, restored or failed over), a new epoch begins, and every value
 * is read again from the log or Postgres. All methods throw `unavailable` when Redis cannot be reached.
 */
export type AuthCache = Readonly<{
  /** Reads keys of the current epoch and plain keys, together in one round trip to Redis. */
  lookUp: (keys: readonly string[], plainKeys: readonly string[]) => Promise<LookUp>;
  /** Reads an entry from the log or Postgres and stores it in Redis, unless a newer entry was stored meanwhile. */
  load: Load;
  /**
   * Reads an entry from the log or Postgres and replaces the stored one. Once the returned promise settles, no process
   * uses a value older than this call found. When a new epoch has begun meanwhile, the entry is read and stored again,
   * because the new epoch does not contain it.
   */
  replace: Load;
}>;

/**
 * Replaced entries are cached for at least this long, which is longer than a nonce exists. So a slow process cannot
 * store an older value once the newer one has expired.
 */
const minReplacedSeconds = 60;

const nonceGone = 'nonce gone';
/**
 * A Lua script that stores an entry if the given epoch is current, the nonce exists (Redis has lost no data since it
 * was set) and no entry with a higher rank is stored. Returns the current marker, or `nonce gone`.
 */
const storeScript = `
local marker = redis.call('GET', KEYS[1])
if not marker or string.sub(marker, 1, ${uuidLength}) ~= ARGV[1] then return marker end
if redis.call('DEL', KEYS[3]) == 0 then return '${nonceGone}' end
local stored = redis.call('GET', KEYS[2])
if stored and tonumber(string.match(stored, '^%d+')) > tonumber(ARGV[2]) then return marker end
redis.call('SET', KEYS[2], ARGV[2] .. ':' .. ARGV[3], 'EX', ARGV[4])
return marker`;

/** Creates the auth cache. `readHead` reads the position of the newest event in the log. */
export const createAuthCache = (redis: Redis, readHead: () => Promise<bigint>): AuthCache => {
  const epochs = createEpochs(redis, readHead);
  const readTogether = createTickBatcher((lists: readonly (readonly string[])[]) => readMarked(redis, lists));

  return {
    lookUp: (keys, plainKeys) =>
      repeat(async () => {
        const epoch = await epochs.current();
        const { marker, values } = await readTogether([...keys.map((key) => keyIn(epoch, key)), ...plainKeys]);
        if (!epochs.isCurrent(marker, epoch)) return null;
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
        // When Redis has no marker, it has lost its data: nothing was stored, and from now on every process reads the
        // current values from the log and Postgres.
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

type Marked = Readonly<{ marker: string | null; values: readonly (string | null)[] }>;

/** Reads the values of several lists of keys, and the marker, in one round trip to Redis. */
async function readMarked(redis: Redis, lists: readonly (readonly string[])[]): Promise<readonly Marked[]> {
  const [marker = null, ...values] = await orUnavailable(redis.mget(markerKey, ...lists.flat()));
  let start = 0;
  return lists.map(({ length }) => {
    start += length;
    return { marker, values: values.slice(start - length, start) };
  });
}

const keyIn = ({ id }: Epoch, key: string): string => `${id}:${key}`;

/** Parses the text of a stored entry: its rank, `:` and its value. */
function cachedValueOf(stored: string): CachedValue {
  const end = stored.indexOf(':');
  return { rank: Number(stored.slice(0, end)), value: stored.slice(end + 1) };
}
