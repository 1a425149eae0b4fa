import { checkNotUndone } from '../../commands/import/state.ts';
import type { ImportDocument } from '../../documents/import.ts';
import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { ImportId } from '../../events/ids.ts';
import type { Parsed } from '../../imports/imported.ts';
import { ownText } from '../../imports/own-text.ts';
import { readExport } from '../../imports/read-export.ts';
import { identifyImport } from './identify.ts';
import { type Imported, type ImportJob, importContents, readUnlinked } from './import-contents.ts';
import type { ImportHead, ImportPorts, ImportReport, ImportRequest, ImportResult } from './import-request.ts';
import { createPace, type Pace } from './pace.ts';
import { sendCommand } from './send-command.ts';
import { createUndoImport } from './undo.ts';
import { maxReportedWorkouts, type WorkoutReport } from './workout-report.ts';
import { createDryRunWriter, createLogWriter, type ImportWriter } from './writers.ts';

/**
 * Imports a file that another app has exported. The same file again changes nothing; a changed file changes only what
 * is different in it; after a crash, the same file completes the import. Refuses a file of another format, or without a
 * weight unit, before anything is written.
 */
export const createRunImport =
  (ports: ImportPorts) =>
  async (request: ImportRequest): Promise<ImportResult> => {
    const { format, source, unit, timezone, charset, map, dryRun } = request;
    const parsed = readExport(format, source.open, { unit, timezone, charset, map });
    // The first result of the parser proves that the file's header is valid. Nothing may be written before that.
    const first = await parsed.next();
    const { importId, document } = await identifyImport(ports, request);
    const pace = createPace(ports.breathe);
    const run = { ports, request, importId, pace, contents: resume(first, parsed) };
    return dryRun ? runDry(run) : runToLog(run, document);
  };

type Run = Readonly<{
  ports: ImportPorts;
  request: ImportRequest;
  importId: ImportId;
  pace: Pace;
  contents: AsyncIterable<Parsed>;
}>;

/** Yields the whole iteration again: its first result, which was read already, then the rest. */
async function* resume(first: IteratorResult<Parsed, unknown>, rest: AsyncIterable<Parsed>): AsyncGenerator<Parsed> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

const jobOf = (run: Run, writer: ImportWriter): ImportJob => ({ ...run, origin: originOf(run), writer });

const originOf = ({ request: { userId, format }, importId }: Run) => ({ userId, importId, format });

async function runDry(run: Run): Promise<ImportResult> {
  const { format, fileName, onWorkout } = run.request;
  const workouts: WorkoutReport[] = [];
  const request: ImportRequest = {
    ...run.request,
    onWorkout(report) {
      const name = report.name === null ? null : ownText(report.name);
      if (workouts.length < maxReportedWorkouts) workouts.push({ ...report, name });
      onWorkout?.(report);
    },
  };
  const imported = await importContents(jobOf({ ...run, request }, createDryRunWriter({ ...run, request })));
  return { report: { id: null, status: 'completed', format, fileName, ...imported, workouts }, head: null };
}

/**
 * Runs an import and writes it to the log. `earlier` is the import as an earlier request left it; null when there was
 * none.
 */
async function runToLog(run: Run, earlier: ImportDocument | null): Promise<ImportResult> {
  const { ports, request, importId } = run;
  const started = await sendCommand(ports, request, importId, startOf(importId, request));
  const repeated = request.key !== undefined && earlier ? await repeatedResult(run, earlier, started) : null;
  if (repeated) return repeated;
  await request.job?.begin(importId, started, request.source.bytes);
  try {
    const imported = await importContents(jobOf(run, createLogWriter(run)));
    const completed = await sendCommand(ports, request, importId, {
      type: 'CompleteImport',
      data: { counts: imported.counts },
    });
    return { report: reportOf(present(completed.presence, 'import').document, imported), head: completed };
  } catch (error) {
    // The import was undone during this run. The undo may have missed what the run wrote afterwards, so undo that too.
    if (error instanceof DomainError && error.code === 'import-undone') {
      const { userId, role, correlationId } = request;
      await createUndoImport(ports)({ userId, role, correlationId, importId }, { isRepeat: true });
    }
    throw error;
  }
}

/**
 * The result of the first request, for a repetition of its idempotency key; null if the import has not been completed.
 */
async function repeatedResult(run: Run, document: ImportDocument, started: ImportHead): Promise<ImportResult | null> {
  checkNotUndone(document);
  const { counts, errors, revision } = document;
  // A repeated `StartImport` returns the revision of the start, but the answer must have the revision after the whole
  // import.
  if (counts === null) return null;
  const unlinked = await readUnlinked({ ...run, origin: originOf(run) });
  return { report: reportOf(document, { counts, errors, unlinked }), head: { ...started, revision } };
}

const startOf = (importId: ImportId, { format, unit, timezone, fileName }: ImportRequest) =>
  ({ type: 'StartImport', data: { importId, format, unit, timezone, fileName } }) as const;

const reportOf = ({ id, status, format, fileName }: ImportDocument, imported: Imported): ImportReport => ({
  id,
  status,
  format,
  fileName,
  ...imported,
});
