import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Mac } from '../../events/event.ts';
import type { Instant } from '../../events/ids.ts';
import { categories } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import type { SealedEvent } from '../../ports/log.ts';
import { subkey } from '../local/subkey.ts';
import { chainOf, eventIdOf } from './chain.ts';

/** Signs the events that this installation writes, and recognises them when they are read. */
export type Authenticity = Readonly<{
  /**
   * Makes the mac of an event from its chain and the chain of the stream's previous event. `recordedAt` is for copies of
   * events in another event store, which sets its own time.
   */
  sign: (previous: string, chain: string, recordedAt?: Instant) => Mac;
  isOwn: IsOwn;
}>;

/**
 * Whether this installation has written an event: its mac is valid, and its id and chain belong to exactly this type,
 * data, metadata, stream and revision. All code that reads the log uses this function; it accepts any event that
 * EventStoreDB can contain. It cannot check the chain of an event without a mac; only reading the whole stream checks
 * that.
 */
export type IsOwn = (event: SealedEvent) => boolean;

/** How the code that reads the log tells events apart: it returns own events, and passes all others to `onForeign`. */
export type Recognition = Readonly<{ isOwn: IsOwn; onForeign: (event: SealedEvent) => void }>;

const keyIdLength = 16;

/**
 * Creates the functions that sign and recognise events. `root` is the installation's root key. Events without a mac, which
 * older builds have written, count as own up to the position `unsignedUpTo`, if their ids follow from their chains.
 */
export function createAuthenticity(root: Uint8Array, unsignedUpTo: bigint): Authenticity {
  const keyBytes = subkey(root, 'event macs');
  const id = createHmac('sha256', keyBytes).update('key id').digest('hex').slice(0, keyIdLength);
  const key = createSecretKey(keyBytes);
  // A chain has 64 digits, so no chain with a time is another chain.
  const hmacOf = (chain: string, recordedAt = '') => createHmac('sha256', key).update(chain + recordedAt);

  return {
    sign(previous, chain, recordedAt) {
      const hmac = hmacOf(chain, recordedAt).digest('hex');
      return { key: id, previous, hmac, ...(recordedAt !== undefined && { recordedAt }) };
    },
    isOwn(event) {
      if (!isDomainEvent(event)) return false;
      const { chain, mac } = event.metadata;
      // Foreign events may carry members of these names too, but not an id that follows from a chain.
      if (mac === undefined) return event.position <= unsignedUpTo && isChain(chain) && eventIdOf(chain) === event.id;
      return (
        isMac(mac) &&
        mac.key === id &&
        isEqual(mac.hmac, hmacOf(chain, mac.recordedAt).digest()) &&
        matchesChain(event, mac.previous)
      );
    },
  };
}

/** Whether the chain and the id of an event follow from its contents and from the chain of the previous event. */
export function matchesChain(event: SealedEvent, previous: string): boolean {
  const { id, stream, revision, type, metadata } = event;
  const { chain, mac: _, ...rest } = metadata;
  const data = event.data as object;
  try {
    return chainOf(previous, { stream, revision, type, data, metadata: rest }) === chain && eventIdOf(chain) === id;
  } catch {
    // The event contains something that this installation cannot have written, such as half of a surrogate pair.
    return false;
  }
}

/** Whether an event is in a stream whose name only this installation uses, so that it should be an own event. */
export const claimsToBeOwn = ({ stream, type }: SealedEvent): boolean =>
  !type.startsWith('$') && ownCategories.has(parseStream(stream).category);

const ownCategories: ReadonlySet<string> = new Set(categories);

/** Whether an event has the form of a domain event. EventStoreDB's system events and those of other applications have not. */
const isDomainEvent = ({ type, metadata }: SealedEvent): boolean =>
  !type.startsWith('$') && typeof metadata?.owner === 'string' && typeof metadata.chain === 'string';

const isChain = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

const isMac = (mac: unknown): mac is Mac =>
  typeof mac === 'object' &&
  mac !== null &&
  ['key', 'previous', 'hmac'].every((name) => typeof (mac as Record<string, unknown>)[name] === 'string') &&
  ['string', 'undefined'].includes(typeof (mac as Record<string, unknown>).recordedAt);

function isEqual(hex: string, bytes: Buffer): boolean {
  const given = Buffer.from(hex, 'hex');
  return given.length === bytes.length && timingSafeEqual(given, bytes);
}
