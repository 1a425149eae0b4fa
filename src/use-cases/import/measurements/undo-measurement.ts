import type { Context } from '../../../commands/context.ts';
import { measurement as decider, type MeasurementCommand } from '../../../commands/measurement/decider.ts';
import { DomainError } from '../../../errors.ts';
import type { ImportId, MeasurementId } from '../../../events/ids.ts';
import type { FindUndos, Undos } from '../find-undos.ts';
import type { ImportPorts } from '../import-request.ts';
import { contentAfter, isSameContent, type MeasurementEvents, readMeasurement } from './measurement-stream.ts';

/**
 * Undoes one import in one measurement. Removes a measurement that the import recorded, even if the athlete has
 * corrected it since. Gives a measurement that the import only corrected its earlier content again, unless it has
 * another content now than the import gave it, or a later import that is in force has corrected it.
 */
export async function undoMeasurement(
  { store, execute, findUndos }: Pick<ImportPorts, 'store' | 'execute'> & Readonly<{ findUndos: FindUndos }>,
  importId: ImportId,
  id: MeasurementId,
  context: Context,
): Promise<void> {
  const events = await readMeasurement(store, id);
  const command = restorationOf(events, importId, await findUndos(events));
  if (command === null) return;
  try {
    await execute(decider, id, [command], context);
  } catch (error) {
    // The athlete has removed it meanwhile.
    if (!(error instanceof DomainError && error.code === 'measurement-not-found')) throw error;
  }
}

function restorationOf(events: MeasurementEvents, importId: ImportId, undos: Undos): MeasurementCommand | null {
  const causeOf = ({ metadata }: MeasurementEvents[number]) => metadata.$causationId;
  const causes = events.map(causeOf);
  const [first, last, now] = [causes.indexOf(importId), causes.lastIndexOf(importId), events.at(-1)];
  if (now === undefined || first < 0 || now.type === 'MeasurementRemoved') return null;
  if (first === 0) return { type: 'RemoveMeasurement', data: {} };
  if (causes.slice(last + 1).some((cause) => undos.get(cause) === null)) return null;
  // What an import that is undone has made of it does not come back.
  const before = events.slice(0, first).findLast((event) => !undos.get(causeOf(event)));
  const [imported, current] = [contentAfter(events[last] ?? now), contentAfter(now)];
  const earlier = before ? contentAfter(before) : null;
  if (earlier === null || imported === null || current === null || !isSameContent(imported, current)) return null;
  return { type: 'CorrectMeasurement', data: earlier };
}
