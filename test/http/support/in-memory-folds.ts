import { type Fold, type Presence, replay } from '../../../src/documents/presence.ts';
import type { AnyEvent } from '../../../src/events/event.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';

type DocumentOf<State> = State extends { kind: 'present'; document: infer Document } ? Document : never;
type Folded<State> = Readonly<{ document: DocumentOf<State>; revision: number }>;

/**
 * Returns a function that folds the documents of all streams of a category. Each call folds only the events added since
 * the call before.
 */
export function createFolds<State extends Presence<unknown>, Event extends AnyEvent>(
  store: InMemoryEventStore,
  category: string,
  fold: Fold<State, Event>,
): () => readonly Folded<State>[] {
  const streams = new Map<string, Readonly<{ state: State; revision: number }>>();
  let next = 0;
  return () => {
    const log = store.all();
    for (const event of log.slice(next).filter(({ stream }) => stream.startsWith(`${category}-`))) {
      const state = replay(fold, [event], streams.get(event.stream)?.state);
      streams.set(event.stream, { state, revision: event.revision });
    }
    next = log.length;
    return [...streams.values()].flatMap(({ state, revision }) =>
      state.kind === 'present' ? [{ document: state.document as DocumentOf<State>, revision }] : [],
    );
  };
}
