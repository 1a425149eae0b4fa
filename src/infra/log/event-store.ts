import { type EventStoreDBClient, jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import pRetry from 'p-retry';
import type { Metadata, RecordedEvent } from '../../events/event.ts';
import type { EventStore, Head, Known, NewEvent, SealedRead, SealedStreams } from '../../ports/event-store.ts';
import type { KeyRing } from '../postgres/key-ring.ts';
import type { Authenticity, Recognition } from './authenticity.ts';
import { bounded, whileAnswering } from './bounded.ts';
import { isOutage } from './outage.ts';
import { readHead } from './read-all.ts';
import { createReadSealed, translateDeletion } from './read-sealed.ts';
import { createDecrypt, sealEvents, sealedDataOf } from './sealing.ts';
import { historyDamaged, type VerifiedStream, verifyStream } from './verify-stream.ts';

/** How many milliseconds appending events may take with all attempts. */
const appendMs = 10_000;
const appendRetries = 2;
/** How long an append may go unanswered before the node is asked whether it is ready, and how often it is asked. */
const askAfterMs = 1_000;

export type EventStoreOptions = Recognition & Readonly<{ keys: KeyRing; sign: Authenticity['sign'] }>;

const encoder = new TextEncoder();

const beforeFirst: Known = { revision: -1, chain: '' };

/**
 * Reads and appends streams of the log in EventStoreDB. Encrypts and signs the events that it appends; verifies and
 * decrypts the events that it reads.
 */
export const createEventStore = (
  client: EventStoreDBClient,
  options: EventStoreOptions,
): EventStore & SealedStreams => {
  const { keys, isOwn, onForeign } = options;
  const decrypt = createDecrypt(keys);
  const readUnverified = createReadSealed(client);
  return { read, readSealed, append };

  async function read(stream: string, known = beforeFirst, until?: number): Promise<readonly RecordedEvent[]> {
    return decrypt((await readVerified(stream, known, until)).own);
  }

  async function readSealed(stream: string, known = beforeFirst, until?: number): Promise<readonly SealedRead[]> {
    const { own } = await readVerified(stream, known, until);
    const recorded = own.map(sealedDataOf);
    return (await decrypt(own)).map((event, at) => ({ event, recorded: recorded[at] ?? {} }));
  }

  async function readVerified(stream: string, known: Known, until?: number): Promise<VerifiedStream> {
    const maxCount = until === undefined ? undefined : until - known.revision;
    const sealed = await readUnverified({ stream, from: known.revision + 1, maxCount });
    const verified = verifyStream(sealed, known, isOwn);
    for (const event of verified.foreign) onForeign(event);
    return verified;
  }

  async function append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'> {
    // The client would wait for ever for the answer to an append of no events.
    if (events.length === 0) return head;
    const sealed = await sealEvents(options, stream, events, head);
    const expectedRevision = head.revision < 0 ? NO_STREAM : BigInt(head.revision);
    const written = sealed.map(({ metadata, ...event }) => jsonEvent({ ...event, metadata: bytesOf(metadata) }));
    // Repeating the append is safe when its answer was lost: EventStoreDB recognises the same event ids at the same
    // revision, and does not write them again.
    const ends = performance.now() + appendMs;
    const attempt = () => {
      const deadline = Math.max(1, Math.ceil(ends - performance.now()));
      const appended = client.appendToStream(stream, written, { expectedRevision, deadline, requiresLeader: true });
      return whileAnswering(appended, { everyMs: askAfterMs, ask: () => readHead(client, askAfterMs) });
    };
    try {
      const { position, nextExpectedRevision } = await bounded(appendMs, () => attempt().catch(attemptAgain(attempt)));
      const chain = sealed.at(-1)?.metadata.chain ?? head.chain;
      const revision = head.revision + events.length;
      // A stream that was deleted in EventStoreDB continues at its old revision, where the chain of the events is wrong.
      if (nextExpectedRevision !== BigInt(revision)) throw historyDamaged();
      return { revision, chain, position: position?.commit ?? head.position };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw translateDeletion(error);
      const { own, foreign } = await readVerified(stream, head);
      if (own.length > 0 || foreign.length === 0) return 'conflict';
      if (!areErasures(events)) throw historyDamaged();
      return append(stream, events, { ...head, revision: head.revision + foreign.length });
    }
  }
};

/** Repeats an append during an outage. Only repetitions use `p-retry`, which would cost the first attempt time. */
const attemptAgain =
  <Answer>(attempt: () => Promise<Answer>) =>
  (error: unknown): Promise<Answer> => {
    if (!isOutage(error)) throw error;
    return pRetry(attempt, {
      retries: appendRetries - 1,
      minTimeout: 0,
      shouldRetry: (failed) => isOutage(failed.error),
    });
  };

/** Metadata as bytes, because the client converts anything else to base64 and back, which takes longer. */
const bytesOf = (metadata: Metadata): Uint8Array => encoder.encode(JSON.stringify(metadata));

/**
 * Whether the events end an account. They may follow foreign events, because foreign events must not prevent an
 * erasure. No other event may: folds store revisions, which foreign events would shift.
 */
const areErasures = (events: readonly NewEvent[]): boolean => events.every(({ type }) => type === 'AccountErased');
