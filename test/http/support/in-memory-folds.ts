import { createAggregates } from '../../../src/commands/aggregates.ts';
import type { Decider } from '../../../src/commands/decider.ts';
import { type Presence, replay } from '../../../src/documents/presence.ts';
import type { AnyEvent } from '../../../src/events/event.ts';
import type { Category } from '../../../src/events/schemas.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';

export type Folded<Document> = Readonly<{ owner: string; document: Document; revision: number }>;

const aggregates = createAggregates({ adminEmail: 'admin@example.com' });

/**
 * Returns a function that folds the documents of all streams of a category. Each call folds only the events added since
 * the call before. The caller names the type of the documents.
 */
export function createFolds<Document>(
  store: InMemoryEventStore,
  category: Category,
): () => readonly Folded<Document>[] {
  const decider = aggregates[category] as unknown as Decider<unknown, unknown, AnyEvent, Presence<Document>>;
  const streams = new Map<string, Readonly<{ state: unknown; owner: string; revision: number }>>();
  let next = 0;
  return () => {
    const log = store.all();
    for (const event of log.slice(next).filter(({ stream }) => stream.startsWith(`${category}-`))) {
      const { stream, revision, metadata } = event;
      const state = replay(decider, [event], streams.get(stream)?.state);
      streams.set(stream, { state, owner: metadata.owner, revision });
    }
    next = log.length;
    return [...streams.values()].flatMap(({ state, owner, revision }) => {
      const presence = decider.presence(state);
      return presence.kind === 'present' ? [{ owner, document: presence.document, revision }] : [];
    });
  };
}
