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

/** How long one attempt to append may take. */
const deadlineMs = 10_000;
const appendRetries = 2;

/** One client per process: pending appends are kept in a table that all clients of a process share. */
export const connectEventStore = (url: string): EventStoreDBClient => EventStoreDBClient.connectionString(url);

/** The streams of the log, on EventStoreDB. Encrypts what it appends and decrypts what it reads. */
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
    // Safe to repeat after a lost answer: the store recognises equal ids at the same revision and writes nothing again.
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
