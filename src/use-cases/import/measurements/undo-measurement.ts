import type { Context } from '../../../commands/context.ts';
import { measurement as decider, type MeasurementCommand } from '../../../commands/measurement/decider.ts';
import { DomainError } from '../../../errors.ts';
import type { ImportId, MeasurementId } from '../../../events/ids.ts';
import type { ImportPorts } from '../import-request.ts';
import { contentAfter, isSameContent, type MeasurementEvents, readMeasurement } from './measurement-stream.ts';

/**
 * Undoes one import in one measurement. Removes a measurement that the import recorded, even if the athlete has
 * corrected it since. Gives a measurement that the import only corrected its earlier content again, unless it has
 * another content now than the import gave it.
 */
export async function undoMeasurement(
  { store, execute }: Pick<ImportPorts, 'store' | 'execute'>,
  importId: ImportId,
  id: MeasurementId,
  context: Context,
): Promise<void> {
  const command = restorationOf(await readMeasurement(store, id), importId);
  if (command === null) return;
  try {
    await execute(decider, id, [command], context);
  } catch (error) {
    // The athlete has removed it meanwhile.
    if (!(error instanceof DomainError && error.code === 'measurement-not-found')) throw error;
  }
}

function restorationOf(events: MeasurementEvents, importId: ImportId): MeasurementCommand | null {
  const isByImport = ({ metadata }: MeasurementEvents[number]) => metadata.$causationId === importId;
  const [first, last, now] = [events.findIndex(isByImport), events.findLast(isByImport), events.at(-1)];
  if (now === undefined || last === undefined || now.type === 'MeasurementRemoved') return null;
  const before = events[first - 1];
  if (before === undefined) return { type: 'RemoveMeasurement', data: {} };
  const [earlier, imported, current] = [contentAfter(before), contentAfter(last), contentAfter(now)];
  if (earlier === null || imported === null || current === null || !isSameContent(imported, current)) return null;
  return { type: 'CorrectMeasurement', data: earlier };
}
