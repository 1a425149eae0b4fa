import type { MeasurementCommand } from '../../../commands/measurement/decider.ts';
import type { ImportId, MeasurementId } from '../../../events/ids.ts';
import type { ImportedMeasurement } from '../../../imports/imported.ts';
import type { ImportPorts, ImportRequest } from '../import-request.ts';
import {
  contentAfter,
  isSameContent,
  type MeasurementEvents,
  readMeasurement,
  readOwnMeasurement,
} from './measurement-stream.ts';

/** What an import does with a measurement of the file; `command` is null when the account has it already. */
export type MeasurementPlan = Readonly<{
  id: MeasurementId;
  events: MeasurementEvents;
  command: MeasurementCommand | null;
}>;

type Origin = Pick<ImportRequest, 'userId' | 'format'> & Readonly<{ importId: ImportId }>;

/** Plans the command for a measurement: none when the same file is imported again. */
export async function planMeasurement(
  ports: Pick<ImportPorts, 'store' | 'ids'>,
  origin: Origin,
  imported: ImportedMeasurement,
): Promise<MeasurementPlan> {
  const { id, events } = await find(ports, origin, imported);
  return { id, events, command: commandFor(imported, { id, events }, origin.importId) };
}

type Found = Pick<MeasurementPlan, 'id' | 'events'>;

/** Finds the stream of a measurement. One that an undo has removed is followed by another one. */
async function find(
  { store, ids }: Pick<ImportPorts, 'store' | 'ids'>,
  { userId, format }: Origin,
  { identity, id, content }: ImportedMeasurement,
): Promise<Found> {
  if (id !== undefined) {
    const events = await readOwnMeasurement(store, id, userId);
    if (events.length > 0) return { id, events };
  }
  for (let generation = 0; ; generation += 1) {
    const name = JSON.stringify(['measurement', format, identity, generation]);
    const derived = ids.deriveAt(Date.parse(content.day), userId, name) as MeasurementId;
    const events = await readMeasurement(store, derived);
    const last = events.at(-1);
    if (last?.type !== 'MeasurementRemoved' || last.metadata.actor.via !== 'import') return { id: derived, events };
  }
}

function commandFor({ content }: ImportedMeasurement, { id, events }: Found, importId: ImportId) {
  const last = events.at(-1);
  if (last === undefined) {
    return { type: 'RecordMeasurement', data: { ...content, measurementId: id, importId } } as const;
  }
  const current = contentAfter(last);
  const byImport = events.findLast(({ metadata }) => metadata.actor.via === 'import');
  const imported = byImport ? contentAfter(byImport) : null;
  // A measurement that the athlete has removed stays removed, and one that no import has made stays as it is.
  if (current === null || imported === null) return null;
  // What the athlete has corrected stays, unless the file has changed as well.
  if (isSameContent(imported, content) || isSameContent(current, content)) return null;
  return { type: 'CorrectMeasurement', data: content } as const;
}
