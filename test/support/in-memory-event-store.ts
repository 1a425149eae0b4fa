import { createHash } from 'node:crypto';
import type { RecordedEvent } from '../../src/events/event.ts';
import type { Instant } from '../../src/events/ids.ts';
import { eventIdOf } from '../../src/infra/log/chain.ts';
import type { EventStore, Head, NewEvent, SealedStreams } from '../../src/ports/event-store.ts';

/** A log in memory. `all` returns every event in log order; positions count from 1. */
export type InMemoryEventStore = EventStore & SealedStreams & Readonly<{ all: () => readonly RecordedEvent[] }>;

export function inMemoryEventStore(recordedAt: () => Instant): InMemoryEventStore {
  const log: RecordedEvent[] = [];
  const streams = new Map<string, RecordedEvent[]>();

  return {
    all: () => log,
    read: async (stream, known, until = Number.POSITIVE_INFINITY) =>
      (streams.get(stream) ?? []).slice((known?.revision ?? -1) + 1, until + 1),
    readSealed: async (stream, known, until = Number.POSITIVE_INFINITY) =>
      (streams.get(stream) ?? [])
        .slice((known?.revision ?? -1) + 1, until + 1)
        .map((event) => ({ event, recorded: event.data })),
    append: async (stream, events, head) => {
      const known = streams.get(stream) ?? [];
      if (known.length - 1 !== head.revision) return 'conflict';
      let at: Head = head;
      const added = events.map((event) => {
        const recorded = record(stream, event, at, BigInt(log.length + 1), recordedAt());
        at = { revision: recorded.revision, chain: recorded.metadata.chain, position: recorded.position };
        log.push(recorded);
        return recorded;
      });
      streams.set(stream, [...known, ...added]);
      return at;
    },
  };
}

function record(stream: string, event: NewEvent, head: Head, position: bigint, recordedAt: Instant): RecordedEvent {
  const revision = head.revision + 1;
  const chain = createHash('sha256')
    .update(head.chain + JSON.stringify({ stream, revision, ...event }))
    .digest('hex');
  // The event is copied by way of JSON, so that a test cannot read what a real event store could not store.
  const stored = JSON.parse(JSON.stringify(event)) as NewEvent;
  return {
    ...stored,
    id: eventIdOf(chain),
    stream,
    revision,
    position,
    recordedAt,
    metadata: { ...stored.metadata, chain },
  };
}
