import {
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import pRetry from 'p-retry';
import type { RecordedEvent } from '../../events/event.ts';
import type { EventStore, Head, NewEvent } from '../../ports/event-store.ts';
import type { SealedEvent } from '../../ports/log.ts';
import type { KeyRing } from '../postgres/key-ring.ts';
import { isOutage, translateOutage } from './outage.ts';
import { createDecrypt, sealEvents, sealedEventOf } from './sealing.ts';

/** How many milliseconds one attempt to append events may last. */
const deadlineMs = 10_000;
const appendRetries = 2;

/**
 * Creates the client of EventStoreDB. A process needs only one: all clients of a process share one table of pending
 * appends.
 */
export const connectEventStore = (url: string): EventStoreDBClient => EventStoreDBClient.connectionString(url);

/**
 * Reads and appends streams of the log in EventStoreDB. Encrypts the events that it appends, and decrypts the events
 * that it reads.
 */
export const createEventStore = (client: EventStoreDBClient, keys: KeyRing): EventStore => {
  const decrypt = createDecrypt(keys);
  return { read, append };

  async function read(stream: string, after = -1): Promise<readonly RecordedEvent[]> {
    const fromRevision = BigInt(after + 1);
    const events: SealedEvent[] = [];
    try {
      for await (const { event } of client.readStream(stream, { direction: FORWARDS, fromRevision })) {
        if (event) events.push(sealedEventOf(event));
      }
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw translateOutage(error);
    }
    return decrypt(events);
  }

  async function append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'> {
    const sealed = await sealEvents(keys, stream, events, head);
    const expectedRevision = head.revision < 0 ? NO_STREAM : BigInt(head.revision);
    const written = sealed.map((event) => jsonEvent(event));
    // Repeating the append is safe when its answer was lost: EventStoreDB recognises the same event ids at the same
    // revision, and does not write them again.
    const attempt = () => client.appendToStream(stream, written, { expectedRevision, deadline: deadlineMs });
    try {
      const { position } = await pRetry(attempt, {
        ...{ retries: appendRetries, minTimeout: 0 },
        shouldRetry: ({ error }) => isOutage(error),
      });
      const chain = sealed.at(-1)?.metadata.chain ?? head.chain;
      return { revision: head.revision + events.length, chain, position: position?.commit ?? head.position };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return 'conflict';
      throw translateOutage(error);
    }
  }
};
