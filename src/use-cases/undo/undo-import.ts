import type { RecordedEvent } from '../../events/event.ts';
import type { ImportId } from '../../events/ids.ts';
import type { ImportEvent } from '../../events/import.ts';
import { defaultRole } from '../../events/values.ts';
import type { Left, Thing, UndoChanges, Undone, UndoPorts } from './undo-request.ts';

/** An import with its events. `isWhole`: all of it is to be undone. */
type ChangedImport = Thing & Readonly<{ events: readonly RecordedEvent[]; isWhole: boolean }>;

/**
 * Marks an import as undone once everything that it reached is undone. Otherwise the import is left alone, because its own
 * undo would change what was left alone.
 */
export async function undoImport(
  ports: UndoPorts,
  { context, preview }: Pick<UndoChanges, 'context' | 'preview'>,
  { kind, id, isWhole, ...found }: ChangedImport,
  left: readonly Left[],
): Promise<Undone | Left> {
  const thing = { kind, id };
  const events = found.events as readonly RecordedEvent<ImportEvent>[];
  if (events.some(({ type }) => type === 'ImportUndone')) return { ...thing, changes: [], position: null };
  const reached = new Set(events.flatMap(reachedBy));
  if (!isWhole || left.some((each) => reached.has(each.id))) {
    const detail = 'Some of what it imported was left alone. The import has an undo of its own.';
    return { ...thing, reason: 'changed-since', detail };
  }
  if (!preview) {
    const { by: userId, correlationId } = context;
    await ports.undoImport({ userId, role: defaultRole, correlationId, importId: id as ImportId });
  }
  return { ...thing, changes: ['Import undone'], position: null };
}

function reachedBy({ type, data }: RecordedEvent<ImportEvent>): readonly string[] {
  if (type === 'ImportReachedSessions') return data.sessionIds;
  return type === 'ImportReachedMeasurements' ? data.measurementIds : [];
}
