import type { RecordedEvent } from '../../events/event.ts';
import type { ImportId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { EventStore } from '../../ports/event-store.ts';

/** The imports that have appended events, each with the id of its undo; null for an import that is in force. */
export type Undos = ReadonlyMap<string, string | null>;
export type FindUndos = (events: readonly RecordedEvent[]) => Promise<Undos>;

/** Creates a function that finds the imports behind the events of a stream. It reads each import once. */
export function createFindUndos(store: EventStore): FindUndos {
  const known = new Map<string, Promise<string | null | undefined>>();

  /** The undo of an import, also one that has not ended. The id of an undo is not that of an import. */
  async function readUndo(id: string): Promise<string | null | undefined> {
    const events = await store.read(streamOf('import', id as ImportId));
    return events.length === 0 ? undefined : (events.find(({ type }) => type === 'ImportUndoBegun')?.id ?? null);
  }

  return async (events) => {
    const undos = new Map<string, string | null>();
    for (const { metadata } of events) {
      const { actor, $causationId: id } = metadata;
      if (actor.via !== 'import' || undos.has(id)) continue;
      const reading = known.get(id) ?? readUndo(id);
      known.set(id, reading);
      const undo = await reading;
      if (undo !== undefined) undos.set(id, undo);
    }
    return undos;
  };
}
