import { present } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { ImportId, MeasurementId, SessionId } from '../../events/ids.ts';
import type { ImportEvent } from '../../events/import.ts';
import { streamOf } from '../../events/streams.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { createFindUndos } from './find-undos.ts';
import type { ImportHead, ImportPorts, JobHooks, Sender } from './import-request.ts';
import { undoMeasurement } from './measurements/undo-measurement.ts';
import { createPace } from './pace.ts';
import { contextOf, sendCommand } from './send-command.ts';
import { undoSession } from './session/undo-session.ts';

/** How many training sessions or body measurements are undone at the same time. */
const concurrency = 16;

export type UndoRequest = Sender & Readonly<{ importId: ImportId; job?: JobHooks }>;

/** How many sessions or measurements are undone between two reports of the progress. */
const reportEvery = 48;

/**
 * Undoes an import by appending events: deletes the sessions and the body measurements that it created, restores those
 * that it changed. Can be repeated at any time. `isRepeat`: undoes once more, for what a run of the import wrote during the first undo.
 */
export const createUndoImport =
  (ports: ImportPorts) =>
  async (request: UndoRequest, { isRepeat = false } = {}): Promise<ImportHead> => {
    const { importId } = request;
    // From here on, commands of a run of this import that is still in progress are refused with `import-undone`.
    const begun = await sendCommand(ports, request, importId, { type: 'BeginUndo', data: {} });
    const { document } = present(begun.presence, 'import');
    if (document.status === 'undone' && !isRepeat) return begun;
    const events = (await ports.store.read(streamOf('import', importId))) as readonly RecordedEvent<ImportEvent>[];
    const undoId = events.find(({ type }) => type === 'ImportUndoBegun')?.id;
    if (undoId === undefined) throw new Error('The undo of the import has no first event');
    const undoPorts = { ...ports, pace: createPace(ports.breathe), findUndos: createFindUndos(ports.store) };
    const sessions = reachedSessions(events);
    const measurements = reachedMeasurements(events);
    await request.job?.begin(importId, begun, sessions.length + measurements.length);
    for (let done = 0; done < sessions.length; done += reportEvery) {
      await request.job?.advance(done);
      await mapConcurrently(sessions.slice(done, done + reportEvery), concurrency, (sessionId) =>
        undoSession(undoPorts, { importId, undoId }, sessionId, contextOf(ports, request, undoId)),
      );
    }
    for (let done = 0; done < measurements.length; done += reportEvery) {
      await request.job?.advance(sessions.length + done);
      await mapConcurrently(measurements.slice(done, done + reportEvery), concurrency, (id) =>
        undoMeasurement(undoPorts, importId, id, contextOf(ports, request, undoId)),
      );
      await ports.breathe();
    }
    return sendCommand(ports, request, importId, { type: 'FinishUndo', data: {} });
  };

const reachedSessions = (events: readonly RecordedEvent<ImportEvent>[]): readonly SessionId[] => [
  ...new Set(events.flatMap(({ type, data }) => (type === 'ImportReachedSessions' ? data.sessionIds : []))),
];

const reachedMeasurements = (events: readonly RecordedEvent<ImportEvent>[]): readonly MeasurementId[] => [
  ...new Set(events.flatMap(({ type, data }) => (type === 'ImportReachedMeasurements' ? data.measurementIds : []))),
];
