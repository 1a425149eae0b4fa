import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { DomainError } from '../../errors.ts';
import { orUnavailable } from './client.ts';

/**
 * An epoch of the auth cache, and the connection on which this process has seen it. `floor` is the position of the
 * newest event in the log when the epoch began: every account is treated as if it had written that event.
 */
export type Epoch = Readonly<{ id: string; floor: bigint; connection: number }>;

export type Epochs = Readonly<{
  /** The current epoch as this process knows it. Begins a new one after a new connection or a loss of data. */
  current: () => Promise<Epoch>;
  /**
   * Whether the marker in Redis still names the epoch that was used. Returns false when the work must be repeated,
   * because another epoch is current or the connection to Redis was replaced.
   */
  isCurrent: (marker: string | null, used: Epoch) => boolean;
}>;

/** The Redis key of the marker. The marker names the current epoch: its id, `:` and its floor. */
export const markerKey = 'marker';
export const uuidLength = 36;
/**
 * Positions are padded to this many digits, enough for any position, so that comparing them as texts compares the
 * numbers.
 */
const positionWidth = 20;

/**
 * How many milliseconds a nonce exists. A process that freezes for longer cannot store the value that it has read,
 * which may be outdated.
 */
const nonceMs = 20_000;
const maxAttempts = 8;

/**
 * Repeats an attempt until it returns something other than null. Throws `unavailable` when Redis loses its data during
 * every attempt.
 */
export async function repeat<Result>(attempt: () => Promise<Result | null>): Promise<Result> {
  for (let attempts = 0; attempts < maxAttempts; attempts += 1) {
    const result = await attempt();
    if (result !== null) return result;
  }
  throw new DomainError('unavailable', 'Redis keeps losing its data.');
}

/** Stores a nonce, a random key, in Redis. While the nonce exists, Redis has not lost any data since this call. */
export async function setNonce(redis: Redis): Promise<string> {
  const nonce = `nonce:${randomUUID()}`;
  await orUnavailable(redis.set(nonce, 1, 'PX', nonceMs));
  return nonce;
}

export const epochIdOf = (marker: string): string => marker.slice(0, uuidLength);

/**
 * A Lua script that begins an epoch unless the nonce is gone. When the nonce is gone, Redis has lost data again, and
 * the log's position was read too early.
 */
const beginScript = `
if redis.call('DEL', KEYS[2]) == 0 then return false end
local current = redis.call('GET', KEYS[1])
local position = ARGV[2]
if current and string.sub(current, ${uuidLength + 2}) > position then position = string.sub(current, ${uuidLength + 2}) end

local marker = ARGV[1] .. ':' .. position
redis.call('SET', KEYS[1], marker)
return marker`;

/** Creates the epochs of the auth cache. `readHead` reads the position of the newest event in the log. */
export const createEpochs = (redis: Redis, readHead: () => Promise<bigint>): Epochs => {
  let connection = 0;
  let known: Epoch | null = null;
  let beginning: Promise<Epoch> | null = null;
  // Any new connection, even the first one, may lead to a Redis that was restored or failed over and contains an old
  // marker. So a connection begins an epoch.
  redis.on('ready', () => {
    connection += 1;
  });
  return { current, isCurrent };

  async function current(): Promise<Epoch> {
    if (known?.connection === connection) return known;
    beginning ??= repeat(begin).finally(() => {
      beginning = null;
    });
    return beginning;
  }

  async function begin(): Promise<Epoch | null> {
    const usedConnection = connection;
    const nonce = await setNonce(redis);
    // Every account is treated as if it had written all events up to this position. Its reads may wait longer than
    // needed, but never miss a write.
    const position = String(await readHead()).padStart(positionWidth, '0');
    const marker = await orUnavailable(redis.eval(beginScript, 2, markerKey, nonce, randomUUID(), position));
    if (typeof marker !== 'string') return null;
    known = epochOf(marker, usedConnection);
    return known;
  }

  function isCurrent(marker: string | null, used: Epoch): boolean {
    // After a reconnect, the expected marker is no proof that no data was lost: Redis may have been restored from an
    // old copy that contains the marker.
    if (used.connection !== connection) return false;
    if (marker !== null && epochIdOf(marker) === used.id) return true;
    if (known?.id === used.id) known = marker === null ? null : epochOf(marker, used.connection);
    return false;
  }
};

const epochOf = (marker: string, connection: number): Epoch => ({
  id: epochIdOf(marker),
  floor: BigInt(marker.slice(uuidLength + 1)),
  connection,
});
