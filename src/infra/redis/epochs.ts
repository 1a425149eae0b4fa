import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { DomainError } from '../../errors.ts';
import { orUnavailable } from './client.ts';

/**
 * An epoch of the cache, and the connection on which it was seen to be current. `floor` is the head of the log when it
 * began: up to there, every account counts as having written.
 */
export type Epoch = Readonly<{ id: string; floor: bigint; connection: number }>;

export type Epochs = Readonly<{
  /** The current epoch as this process knows it. Begins one after a new connection or a loss of data. */
  current: () => Promise<Epoch>;
  /**
   * Compares the marker in Redis with the epoch that was used. Returns false when the work must be repeated, because
   * another epoch is current or the marker came over another connection.
   */
  isCurrent: (marker: string | null, used: Epoch) => boolean;
}>;

/** The key of the marker, which holds the current epoch: its id, `:` and its floor. */
export const markerKey = 'marker';
export const uuidLength = 36;
/** Wide enough for any position, so that texts compare like numbers. */
const positionWidth = 20;

/** Nonces live this long. A process that freezes for longer cannot store what it has read. */
const nonceMs = 20_000;
const maxAttempts = 8;

/** Repeats an attempt that returns null. Throws `unavailable` when Redis loses its data every time. */
export async function repeat<Result>(attempt: () => Promise<Result | null>): Promise<Result> {
  for (let attempts = 0; attempts < maxAttempts; attempts += 1) {
    const result = await attempt();
    if (result !== null) return result;
  }
  throw new DomainError('unavailable', 'Redis keeps losing its data.');
}

/** Sets a nonce. While it exists, Redis has not lost any data since. */
export async function setNonce(redis: Redis): Promise<string> {
  const nonce = `nonce:${randomUUID()}`;
  await orUnavailable(redis.set(nonce, 1, 'PX', nonceMs));
  return nonce;
}

export const epochIdOf = (marker: string): string => marker.slice(0, uuidLength);

/** Begins an epoch unless the nonce is gone: then data was lost again, and the position was read too early. */
const beginScript = `
if redis.call('DEL', KEYS[2]) == 0 then return false end
local current = redis.call('GET', KEYS[1])
local position = ARGV[2]
if current and string.sub(current, ${uuidLength + 2}) > position then position = string.sub(current, ${uuidLength + 2}) end

local marker = ARGV[1] .. ':' .. position
redis.call('SET', KEYS[1], marker)
return marker`;

/** `readHead` reads the position of the newest event in the log. */
export const createEpochs = (redis: Redis, readHead: () => Promise<bigint>): Epochs => {
  let connection = 0;
  let known: Epoch | null = null;
  let beginning: Promise<Epoch> | null = null;
  // Any new connection, also the first one, may lead to a restored or failed-over Redis with an old marker.
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
    // All events up to here count as written by every account: reads may wait longer than needed, but are never stale.
    const position = String(await readHead()).padStart(positionWidth, '0');
    const marker = await orUnavailable(redis.eval(beginScript, 2, markerKey, nonce, randomUUID(), position));
    if (typeof marker !== 'string') return null;
    known = epochOf(marker, usedConnection);
    return known;
  }

  function isCurrent(marker: string | null, used: Epoch): boolean {
    // Over another connection, the same marker may be that of an old copy.
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
