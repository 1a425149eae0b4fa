import { EventEmitter, once } from 'node:events';
import type { AnyEvent, Metadata } from '../../../src/events/event.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import type { Channel } from '../../../src/events/values.ts';
import type { Log, Looked, SealedEvent } from '../../../src/ports/log.ts';
import { sealPlainly } from '../../support/plain-events.ts';

/** An event that a test appends to the log in memory. `at` is the time of the event; it may have happened earlier. */
export type NewEvent = AnyEvent &
  Readonly<{
    stream: string;
    owner: string;
    schema?: number;
    at?: string;
    occurredAt?: string;
    via?: Channel;
    actor?: string;
  }>;

export type MemoryLog = Log &
  Readonly<{
    append: (...events: readonly NewEvent[]) => readonly SealedEvent[];
    all: () => readonly SealedEvent[];
    /** Returns how many pages have been read from this log so far. */
    pages: () => number;
    /** Ends all subscriptions to the log with an error, as a lost connection does. */
    breakConnections: () => void;
  }>;

/**
 * The first position is 2^53, so that a test fails if code converts positions from bigint to number and loses
 * precision.
 */
const start = 2n ** 53n;
const stride = 7n;
const usualTime = '2026-01-10T12:00:00.000000Z';

/** Creates a log in memory that behaves like the log in EventStoreDB. */
export function createMemoryLog(): MemoryLog {
  const events: SealedEvent[] = [];
  const revisions = new Map<string, number>();
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  let pages = 0;
  let connection = new AbortController();

  /** Returns the index of the first event after the position `after`. */
  const indexAfter = (after: bigint): number => {
    let low = 0;
    for (let high = events.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((events[middle]?.position ?? 0n) > after) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    append(...written) {
      const added = written.map(
        ({ type, data, stream, owner, schema = 1, at = usualTime, occurredAt = at, via = 'http', actor = owner }) => {
          const revision = (revisions.get(stream) ?? -1) + 1;
          revisions.set(stream, revision);
          const metadata = { ...metadataOf(owner, at, { id: actor, via }), occurredAt: occurredAt as Instant, schema };
          const position = start + BigInt(events.length + 1) * stride;
          const id = `00000000-0000-8000-8000-${String(events.length).padStart(12, '0')}`;
          const recorded = { id, stream, revision, position, recordedAt: at as Instant, type, data, metadata };
          const event = sealPlainly(recorded);
          events.push(event);
          return event;
        },
      );
      changes.emit('change');
      return added;
    },
    all: () => events,
    pages: () => pages,
    breakConnections() {
      connection.abort();
      connection = new AbortController();
    },
    async page(after, limit, types) {
      pages += 1;
      const later = events.slice(indexAfter(after));
      return (types ? later.filter(({ type }) => types.has(type)) : later).slice(0, limit);
    },
    async idAt(position) {
      return events.find((event) => event.position === position)?.id ?? null;
    },
    async head() {
      return events.at(-1)?.position ?? 0n;
    },
    async *follow(after, signal, types): AsyncGenerator<SealedEvent | Looked> {
      const lost = connection.signal;
      const either = AbortSignal.any([lost, signal]);
      for (let at = indexAfter(after); ; ) {
        if (signal.aborted) return;
        if (lost.aborted) throw new Error('The connection is lost');
        const event = events[at];
        if (event) {
          at += 1;
          if (!types || types.has(event.type)) yield event;
          else yield { type: 'looked', position: event.position };
        } else {
          await once(changes, 'change', { signal: either }).catch(() => {});
        }
      }
    },
  };
}

type Sender = Readonly<{ id: string; via: Channel }>;

const metadataOf = (owner: string, at: string, { id, via }: Sender): Omit<Metadata, 'schema'> => ({
  $correlationId: 'correlation',
  $causationId: 'causation',
  actor: { id: id as AccountId, role: 'application-access', via },
  owner: owner as Metadata['owner'],
  occurredAt: at as Instant,
  receivedAt: at as Instant,
  chain: '',
});
