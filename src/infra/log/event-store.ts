import {
  ErrorType,
  EventStoreDBClient,
  FORWARDS,
  isCommandError,
  jsonEvent,
  NO_STREAM,
  type RecordedEvent as StoredEvent,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { DomainError } from '../../errors.ts';
import type { Metadata, RecordedEvent } from '../../events/event.ts';
import { upcast } from '../../events/schemas.ts';
import type { EventStore, Head, NewEvent } from '../../ports/event-store.ts';
import type { Decrypt, SealedEvent } from '../../ports/log.ts';
import { instantOf } from '../local/clock.ts';
import type { KeyRing } from '../postgres/keys.ts';
import { chainOf, decrypting, encrypting, eventIdOf, isPersonal, mapPersonal, sealedDataOf } from './sealing.ts';

/** What one append may take on the wire before it is tried again. */
const deadlineMs = 10_000;
const appendTries = 3;

/** One client per process: pending appends sit in a table that all clients of a process share. */
export const connectEventStore = (url: string): EventStoreDBClient => EventStoreDBClient.connectionString(url);

/** The place of an event that its ciphertexts are bound to. */
const placeOf = (stream: string, revision: number): string => `${stream}@${revision}`;

/** Decrypts with the owners' keys and brings old schemas up to date. */
export const createDecrypt =
  (keys: KeyRing): Decrypt =>
  async (events) => {
    const sealed = events.map((event) => ({ ...event, data: sealedDataOf(event) }));
    const owners = sealed.filter(({ data }) => isPersonal(data)).map(({ metadata }) => metadata.owner);
    const held = await keys.ofAll(owners);
    return sealed.map((event) => {
      const { stream, revision, metadata } = event;
      const key = held.get(metadata.owner);
      const data = key ? mapPersonal(event.data, placeOf(stream, revision), decrypting(key)) : event.data;
      return { ...event, data: upcast({ type: event.type, data }, metadata.schema) };
    });
  };

/** The log behind the real client: seals what goes in, opens what comes out. */
export const createEventStore = (client: EventStoreDBClient, keys: KeyRing): EventStore => {
  const open = createDecrypt(keys);
  return { read, append };

  async function read(stream: string, after = -1): Promise<readonly RecordedEvent[]> {
    const events: SealedEvent[] = [];
    try {
      for await (const { event } of client.readStream(stream, {
        direction: FORWARDS,
        fromRevision: BigInt(after + 1),
      })) {
        if (event) events.push(sealedEventOf(event));
      }
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw outage(error);
    }
    return open(events);
  }

  async function append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'> {
    const sealed = await seal(keys, stream, events, head);
    const expectedRevision = head.revision < 0 ? NO_STREAM : BigInt(head.revision);
    const written = sealed.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data, metadata }));
    for (let tries = 1; ; tries += 1) {
      try {
        // The same ids at the same revision: where an answer was lost, the store answers again and writes nothing.
        const { position } = await client.appendToStream(stream, written, { expectedRevision, deadline: deadlineMs });
        const chain = sealed.at(-1)?.metadata.chain ?? head.chain;
        return { revision: head.revision + events.length, chain, position: position?.commit ?? head.position };
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) return 'conflict';
        if (tries === appendTries || !isTransient(error)) throw outage(error);
      }
    }
  }
};

type Sealed = Readonly<{ id: string; type: string; data: Record<string, unknown>; metadata: Metadata }>;

async function seal(keys: KeyRing, stream: string, events: readonly NewEvent[], head: Head): Promise<Sealed[]> {
  let { revision, chain } = head;
  const sealed: Sealed[] = [];
  for (const { type, metadata, data: plain } of events) {
    revision += 1;
    const key = isPersonal(plain) ? await keys.of(metadata.owner) : null;
    if (key === 'erased') throw new DomainError('account-not-found', 'This account was erased.');
    const encrypted = key ? mapPersonal(plain, placeOf(stream, revision), encrypting(key)) : plain;
    // Encoded here, where it can throw: a value that JSON refuses would hang inside the client.
    const data = JSON.parse(JSON.stringify(encrypted));
    chain = chainOf(chain, { stream, revision, type, data, metadata });
    sealed.push({ id: eventIdOf(chain), type, data, metadata: { ...metadata, chain } });
  }
  return sealed;
}

/** The client's event as ours. */
export function sealedEventOf(event: StoredEvent): SealedEvent {
  if (!event.position) throw new Error(`Event ${event.id} came without its position`);
  return {
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: event.position.commit,
    recordedAt: instantOf(event.created.getTime()),
    type: event.type,
    data: event.data,
    metadata: event.metadata as Metadata,
  } as SealedEvent;
}

const transient: ReadonlySet<string> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.TIMEOUT,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
]);
/**
 * gRPC's CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL and UNAVAILABLE: calls that broke, as they do while a node goes
 * down, and that nobody has refused. The client leaves the code out where it knows no name for a batch's answer.
 */
const broken: ReadonlySet<unknown> = new Set([1, 2, 4, 10, 13, 14, undefined]);
/** What the client throws without a class or a code, where it has found no node, or has just let go of one. */
const unconnected = /^(Failed to discover after|Channel has been shut down)/;

/** Whether the store could not be reached, or had no leader, as against having refused. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isCommandError(error) && error.type !== ErrorType.UNKNOWN) return transient.has(error.type);
  return 'code' in error ? broken.has(error.code) : unconnected.test(error.message);
}

/** An unreachable store is an outage; all else is passed on as the defect it is. */
export const outage = (cause: unknown): unknown =>
  isTransient(cause) ? new DomainError('unavailable', 'The event store can not be reached.', { cause }) : cause;
