import { checkSize } from '../../commands/session/room.ts';
import { DomainError } from '../../errors.ts';
import type { ImportCounts, RejectedRow } from '../../events/import.ts';
import type { ImportedSession, Parsed } from '../../imports/imported.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { addCounts, countsOf, noCounts } from './counts.ts';
import type { ImportPorts, ImportRequest, Sender } from './import-request.ts';
import { createLinkExercises } from './link-exercises.ts';
import { createMeasurementImport } from './measurements/import-measurements.ts';
import { createOwnThings, isOwnThing } from './own-things.ts';
import type { Pace } from './pace.ts';
import { createRejectedRows, type RejectedRows } from './rejected-rows.ts';
import type { PlannedWorkout } from './session/apply-plan.ts';
import { type Origin, planSessions } from './session/plan-session.ts';
import { createUnlinked, type UnlinkedExercise } from './unlinked.ts';
import { labelOf, refusal, reportOf } from './workout-report.ts';
import type { ImportWriter } from './writers.ts';

/** A chunk of workouts, whose commands are planned together, is full at this number of different starts, or of sets. */
const [chunkSize, chunkSets] = [48, 2_000];
/** How many workouts are read or written at the same time. More of them make the requests of others wait for longer. */
const concurrency = 3;

export type ImportJob = Readonly<{
  ports: ImportPorts;
  origin: Origin;
  contents: AsyncIterable<Parsed>;
  pace: Pace;
  writer: ImportWriter;
  request: Sender & Pick<ImportRequest, 'dryRun' | 'onProgress' | 'onRejected' | 'onWorkout' | 'job'>;
}>;

/** The result of an import. `errors` has the first rejected rows only, `counts.rejected` counts all. */
export type Imported = Readonly<{
  counts: ImportCounts;
  errors: readonly RejectedRow[];
  unlinked: readonly UnlinkedExercise[];
}>;

/**
 * Imports the workouts of a file and collects its rejected rows. Reads a chunk and plans its commands while the last
 * one is written.
 */
export async function importContents(job: ImportJob): Promise<Imported> {
  const { ports, origin, contents, writer, request, pace } = job;
  const match = await ports.readExerciseMatcher(origin.userId);
  const { dryRun } = request;
  const own = createOwnThings({ ports, sender: request, origin, match, dryRun });
  const link = createLinkExercises(match, ports.breathe, own.exerciseOf);
  const unlinked = createUnlinked(match, ports.breathe);
  const rejected = createRejectedRows(writer.reject, request.onRejected);
  const measurements = createMeasurementImport({ ports, sender: request, origin, dryRun, reject: rejected.add });
  let imported = noCounts;
  let chunk: (readonly ImportedSession[])[] = [];
  const counts = (): ImportCounts => ({ ...imported, rejected: rejected.count(), ...measurements.counts() });
  const report = async (bytes: number | null) => {
    if (bytes === null) return;
    request.onProgress?.({ bytes, counts: counts() });
    await request.job?.advance(bytes);
  };
  await using writing = createWriting();
  const importChunk = async (bytes: number | null) => {
    const planned = await planWorkouts(job, chunk);
    chunk = [];
    await writing.next(async () => {
      imported = addCounts(imported, await writeWorkouts(job, planned, rejected));
      await report(bytes);
    });
  };
  for await (const item of contents) {
    if (item.type === 'rejected') rejected.add(item.row);
    else if (item.type === 'leftOut') rejected.leaveOut(item.row);
    else if (item.type === 'refused') {
      for (const line of item.lines) rejected.add({ line, reason: item.reason });
      request.onWorkout?.(refusal(item.workout, item.reason));
    } else if (item.type === 'measurement') {
      if (await measurements.add(item.line, item.measurement)) await report(item.bytes);
    } else if (isOwnThing(item)) {
      const reason = await own.add(item);
      if (reason !== null) rejected.add({ line: item.line, reason });
    } else {
      const fitting = item.workouts.filter((workout) => !rejectTooLarge(job, workout, rejected));
      const linked: ImportedSession[] = [];
      for (const workout of fitting) linked.push(own.withOwnTemplates(await link(workout)));
      for (const workout of linked) unlinked.add(workout);
      if (linked.length > 0) chunk.push(linked);
    }
    await pace(1);
    await rejected.write(false);
    if (item.type !== 'workouts' || !isFull(chunk)) continue;
    await importChunk(item.bytes);
  }
  await importChunk(null);
  await writing.next(async () => {});
  await measurements.finish();
  await rejected.write(true);
  return { counts: counts(), errors: rejected.rows, unlinked: await unlinked.list() };
}

/** The exercises of a file that are not linked, without importing it. */
export async function readUnlinked({
  ports,
  origin,
  contents,
}: Pick<ImportJob, 'ports' | 'origin' | 'contents'>): Promise<readonly UnlinkedExercise[]> {
  const match = await ports.readExerciseMatcher(origin.userId);
  const link = createLinkExercises(match, ports.breathe, (id) => (match.has?.(id) ? id : null));
  const unlinked = createUnlinked(match, ports.breathe);
  for await (const item of contents) {
    if (item.type === 'workouts') for (const workout of item.workouts) unlinked.add(await link(workout));
  }
  return unlinked.list();
}

const isFull = (chunk: readonly (readonly ImportedSession[])[]): boolean =>
  chunk.length >= chunkSize || countSets(chunk.flat()) >= chunkSets;

const countSets = (workouts: readonly ImportedSession[]): number =>
  workouts.reduce((sum, { setCount }) => sum + setCount, 0);

/** Writes chunks one after the other. `next` waits for the chunk before, and throws its failure. */
function createWriting() {
  let last: Promise<void> = Promise.resolve();
  return {
    async next(write: () => Promise<void>): Promise<void> {
      await last;
      last = write();
      // A failure is thrown by the next call, and must not end the process before that.
      last.catch(() => {});
    },
    /** Waits for the last chunk also when the file fails, so that nothing is written after the end of the import. */
    async [Symbol.asyncDispose]() {
      await last.catch(() => {});
    },
  };
}

/** Plans the commands for a chunk of workouts, grouped by their start. No two groups have a session in common. */
const planWorkouts = async (
  job: ImportJob,
  groups: readonly (readonly ImportedSession[])[],
): Promise<readonly PlannedWorkout[]> =>
  (await mapConcurrently(groups, concurrency, (siblings) => planGroup(job, siblings))).flat();

/** Records which training sessions a chunk will change, then changes these sessions. */
async function writeWorkouts(
  job: ImportJob,
  workouts: readonly PlannedWorkout[],
  rejected: RejectedRows,
): Promise<ImportCounts> {
  const changed = workouts.filter(({ sessionPlan }) => sessionPlan.plan.commands.length > 0);
  if (changed.length > 0) await job.writer.reach(changed.map(({ sessionPlan }) => sessionPlan.sessionId));
  const counts = await mapConcurrently(workouts, concurrency, (each) => importWorkout(job, each, rejected));
  return counts.reduce(addCounts, noCounts);
}

async function planGroup(
  { ports, origin, pace }: ImportJob,
  siblings: readonly ImportedSession[],
): Promise<PlannedWorkout[]> {
  await pace(countSets(siblings));
  const plans = await planSessions(ports, origin, siblings);
  return plans.map((sessionPlan, index) => ({ workout: siblings[index] as ImportedSession, siblings, sessionPlan }));
}

/**
 * Sends the commands that were planned for a workout. If the training session would be invalid, rejects all rows of
 * the workout instead.
 */
async function importWorkout(
  { writer, request }: ImportJob,
  planned: PlannedWorkout,
  rejected: RejectedRows,
): Promise<ImportCounts> {
  const { workout } = planned;
  try {
    const applied = await writer.apply(planned);
    request.onWorkout?.(reportOf(workout, applied));
    return countsOf(workout, applied);
  } catch (error) {
    rejectWorkout(request, workout, rejected, error);
    return noCounts;
  }
}

/** Rejects all rows of a workout that breaks a rule of training sessions. Throws every other error. */
function rejectWorkout(
  request: ImportJob['request'],
  workout: ImportedSession,
  rejected: RejectedRows,
  error: unknown,
): void {
  if (!(error instanceof DomainError && error.code === 'validation')) throw error;
  for (const line of workout.lines) rejected.add({ line, reason: error.message });
  request.onWorkout?.(refusal(labelOf(workout), error.message));
}

/**
 * Rejects a workout that no training session has room for. A file may be one workout, so this check comes before its
 * commands are planned.
 */
function rejectTooLarge({ request }: ImportJob, workout: ImportedSession, rejected: RejectedRows): boolean {
  try {
    checkSize(workout.exercises);
    return false;
  } catch (error) {
    rejectWorkout(request, workout, rejected, error);
    return true;
  }
}
