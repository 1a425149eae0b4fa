import {
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import pRetry from 'p-retry';
import type { RecordedEvent } from '../../events/event.ts';
import type { EventStore, Head, Known, NewEvent } from '../../ports/event-store.ts';
import type { SealedEvent } from '../../ports/log.ts';
import type { KeyRing } from '../postgres/key-ring.ts';
import type { Authenticity, Recognition } from './authenticity.ts';
import { isOutage, translateOutage } from './outage.ts';
import { createDecrypt, sealEvents, sealedEventOf } from './sealing.ts';
import { historyDamaged, type VerifiedStream, verifyStream } from './verify-stream.ts';

/** How many milliseconds one attempt to append events may last. */
const deadlineMs = 10_000;
const appendRetries = 2;

/**
 * Creates the client of EventStoreDB. A process needs only one: all clients of a process share one table of pending
 * appends.
 */
export const connectEventStore = (url: string): EventStoreDBClient => EventStoreDBClient.connectionString(url);

export type EventStoreOptions = Recognition & Readonly<{ keys: KeyRing; sign: Authenticity['sign'] }>;

const beforeFirst: Known = { revision: -1, chain: '' };

/**
 * Reads and appends streams of the log in EventStoreDB. Encrypts and signs the events that it appends; verifies and
 * decrypts the events that it reads.
 */
export const createEventStore = (client: EventStoreDBClient, options: EventStoreOptions): EventStore => {
  const { keys, isOwn, onForeign } = options;
  const decrypt = createDecrypt(keys);
  return { read, append };

  async function read(stream: string, known: Known = beforeFirst): Promise<readonly RecordedEvent[]> {
    return decrypt((await readVerified(stream, known)).own);
  }

  async function readVerified(stream: string, known: Known): Promise<VerifiedStream> {
    const verified = verifyStream(await readSealed(stream, known.revision + 1), known, isOwn);
    for (const event of verified.foreign) onForeign(event);
    return verified;
  }

  async function readSealed(stream: string, from: number): Promise<readonly SealedEvent[]> {
    const fromRevision = BigInt(from);
    const events: SealedEvent[] = [];
    try {
      for await (const { event } of client.readStream(stream, { direction: FORWARDS, fromRevision })) {
        if (event) events.push(sealedEventOf(event));
      }
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw translate(error);
    }
    return events;
  }

  async function append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'> {
    const sealed = await sealEvents(options, stream, events, head);
    const expectedRevision = head.revision < 0 ? NO_STREAM : BigInt(head.revision);
    const written = sealed.map((event) => jsonEvent(event));
    // Repeating the append is safe when its answer was lost: EventStoreDB recognises the same event ids at the same
    // revision, and does not write them again.
    const attempt = () => client.appendToStream(stream, written, { expectedRevision, deadline: deadlineMs });
    try {
      const { position, nextExpectedRevision } = await pRetry(attempt, {
        ...{ retries: appendRetries, minTimeout: 0 },
        shouldRetry: ({ error }) => isOutage(error),
      });
      const chain = sealed.at(-1)?.metadata.chain ?? head.chain;
      const revision = head.revision + events.length;
      // A stream that was deleted in EventStoreDB continues at its old revision, where the chain of the events is wrong.
      if (nextExpectedRevision !== BigInt(revision)) throw historyDamaged();
      return { revision, chain, position: position?.commit ?? head.position };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw translate(error);
      const { own, foreign } = await readVerified(stream, head);
      if (own.length === 0 && foreign.length > 0) throw historyDamaged();
      return 'conflict';
    }
  }
};

/** Translates an outage, and the error of a stream that was deleted for ever in EventStoreDB. */
const translate = (error: unknown): unknown =>
  error instanceof StreamDeletedError ? historyDamaged(error) : translateOutage(error);
