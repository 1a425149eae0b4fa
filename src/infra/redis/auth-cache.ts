import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { DomainError } from '../../errors.ts';
import { orUnavailable } from './client.ts';

/** Something that the log or Postgres says, kept in Redis for a while. Of two about one thing the one of higher rank is newer. */
export type CachedFact = Readonly<{ rank: number; value: string; seconds: number }>;

export type Known = Pick<CachedFact, 'rank' | 'value'>;

export type Look = Readonly<{
  /** What is known under each key; null where it has to be learnt. */
  known: readonly (Known | null)[];
  /** The plain texts of other keys. */
  beside: readonly (string | null)[];
  /** Where the log ended when Redis lost last what it knew. */
  floor: bigint;
}>;

type Read = <Found extends CachedFact>(key: string, read: () => Promise<Found>) => Promise<Found>;

/**
 * Facts in Redis that must never be older than what their writers were told. They live under an epoch: whenever Redis may have lost or
 * forgotten something (it is empty, restored, failed over), another epoch begins, and all is learnt anew from where it is durable.
 * Everything here throws `unavailable` without Redis.
 */
export type AuthCache = Readonly<{
  /** One round trip. */
  look: (keys: readonly string[], beside: readonly string[]) => Promise<Look>;
  /** Reads a fact where it is durable, and keeps it unless a newer one is kept by then. */
  learn: Read;
  /**
   * Replaces what is kept; once this settles no process goes by what is older than what was durable when it began. The fact is read here,
   * and again where an epoch began meanwhile: of the older epoch nothing is left that would be newer.
   */
  tell: Read;
}>;

const markerKey = 'marker';
const uuidLength = 36;
/** Wide enough for any position, so that texts compare as numbers do. */
const positionWidth = 20;

/** Who freezes for longer may no longer keep what was read; shorter than what is told is kept for. */
const nonceMs = 20_000;
/** Nothing that is told is kept for less, or a reader from before could put back what it replaced. */
const shortestSeconds = 60;
const tries = 8;

/** Begins an epoch, unless all was lost again since the nonce was set: then the position was read too early. */
const begin = `
if redis.call('DEL', KEYS[2]) == 0 then return false end
local now = redis.call('GET', KEYS[1])
local position = ARGV[2]
if now and string.sub(now, ${uuidLength + 2}) > position then position = string.sub(now, ${uuidLength + 2}) end
local marker = ARGV[1] .. ':' .. position
redis.call('SET', KEYS[1], marker)
return marker`;

const tooLate = 'too late';
/**
 * Keeps a fact under the epoch in force, where it is still the given one and nothing was lost since the nonce was set; answers the
 * marker.
 */
const keep = `
local marker = redis.call('GET', KEYS[1])
if not marker or string.sub(marker, 1, ${uuidLength}) ~= ARGV[1] then return marker end
if redis.call('DEL', KEYS[3]) == 0 then return '${tooLate}' end
local now = redis.call('GET', KEYS[2])
if now and tonumber(string.match(now, '^%d+')) > tonumber(ARGV[2]) then return marker end
redis.call('SET', KEYS[2], ARGV[2] .. ':' .. ARGV[3], 'EX', ARGV[4])
return marker`;

/** An epoch, and the connection over which it was seen to be in force. */
type Epoch = Readonly<{ id: string; floor: bigint; connection: number }>;

const epochIn = (marker: string, connection: number): Epoch => ({
  id: idIn(marker),
  floor: BigInt(marker.slice(uuidLength + 1)),
  connection,
});
/** As `keep` has put it. */
const knownIn = (kept: string): Known => {
  const end = kept.indexOf(':');
  return { rank: Number(kept.slice(0, end)), value: kept.slice(end + 1) };
};
const idIn = (marker: string): string => marker.slice(0, uuidLength);

/** `head` reads the position of the log's newest event. */
export const createAuthCache = (redis: Redis, head: () => Promise<bigint>): AuthCache => {
  /** Any new connection, the first one too, may lead to a Redis that was restored or failed over, whose marker is an old one. */
  let connection = 0;
  let epoch: Epoch | null = null;
  let beginning: Promise<Epoch> | null = null;
  redis.on('ready', () => {
    connection += 1;
  });

  const current = async (): Promise<Epoch> => {
    if (epoch?.connection === connection) return epoch;
    beginning ??= beginEpoch().finally(() => {
      beginning = null;
    });
    return beginning;
  };
  const keyIn = ({ id }: Epoch, key: string) => `${id}:${key}`;

  return {
    async look(keys, beside) {
      for (let turn = 0; turn < tries; turn += 1) {
        const mine = await current();
        const [marker, ...values] = await orUnavailable(
          redis.mget(markerKey, ...keys.map((key) => keyIn(mine, key)), ...beside),
        );
        if (!adopt(marker ?? null, mine)) continue;
        return {
          known: values.slice(0, keys.length).map((kept) => (kept ? knownIn(kept) : null)),
          beside: values.slice(keys.length),
          floor: mine.floor,
        };
      }
      throw losing();
    },

    async learn(key, read) {
      const { fact } = await readAndKeep(await current(), key, read);
      return fact;
    },

    async tell(key, read) {
      const lasting = async () => {
        const fact = await read();
        return { ...fact, seconds: Math.max(fact.seconds, shortestSeconds) };
      };
      for (let turn = 0; turn < tries; turn += 1) {
        const mine = await current();
        const { fact, marker } = await readAndKeep(mine, key, lasting);
        // Where there is no marker nothing is kept, and who learns from now on learns what is durable by now.
        if (marker === null || idIn(marker) === mine.id) return fact;
        if (marker !== tooLate) adopt(marker, mine);
      }
      throw losing();
    },
  };

  /** Whether the marker is still the one that was gone by; otherwise the next turn goes by the new one. */
  function adopt(marker: string | null, mine: Epoch): boolean {
    // What has come over another connection may be of a copy that has the same marker.
    if (mine.connection !== connection) return false;
    if (marker !== null && idIn(marker) === mine.id) return true;
    if (epoch?.id === mine.id) epoch = marker === null ? null : epochIn(marker, mine.connection);
    return false;
  }

  async function readAndKeep<Found extends CachedFact>(mine: Epoch, key: string, read: () => Promise<Found>) {
    const nonce = await setNonce();
    const fact = await read();
    const { rank, value, seconds } = fact;
    const keys = [markerKey, keyIn(mine, key), nonce];
    const marker = await orUnavailable(
      redis.eval(keep, keys.length, ...keys, mine.id, rank, value, Math.max(1, Math.ceil(seconds))),
    );
    return { fact, marker: typeof marker === 'string' ? marker : null };
  }

  async function setNonce(): Promise<string> {
    const nonce = `nonce:${randomUUID()}`;
    await orUnavailable(redis.set(nonce, 1, 'PX', nonceMs));
    return nonce;
  }

  async function beginEpoch(): Promise<Epoch> {
    for (let turn = 0; turn < tries; turn += 1) {
      const asked = connection;
      const nonce = await setNonce();
      // Whatever stands in the log by now counts as written by everybody: slower, never stale.
      const position = String(await head()).padStart(positionWidth, '0');
      const marker = await orUnavailable(redis.eval(begin, 2, markerKey, nonce, randomUUID(), position));
      if (typeof marker !== 'string') continue;
      epoch = epochIn(marker, asked);
      return epoch;
    }
    throw losing();
  }
};

const losing = (): DomainError => new DomainError('unavailable', 'Redis keeps losing what it knew.');
