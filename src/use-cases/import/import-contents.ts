import { DomainError } from '../../errors.ts';
import type { ImportCounts, RejectedRow } from '../../events/import.ts';
import type { ImportedSession, Parsed } from '../../imports/imported.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { addCounts, countsOf, noCounts } from './counts.ts';
import type { ImportPorts, ImportRequest } from './import-request.ts';
import type { MatchExercise } from './match.ts';
import { createRejectedRows, type RejectedRows } from './rejected-rows.ts';
import type { PlannedWorkout } from './session/apply-plan.ts';
import { type Origin, planSession } from './session/plan-session.ts';
import type { ImportWriter } from './writers.ts';

/** How many workouts are planned together (`chunkSize`), and how many of them are read or written at the same time. */
const chunkSize = 48;
const concurrency = 8;

export type ImportJob = Readonly<{
  ports: ImportPorts;
  origin: Origin;
  contents: AsyncIterable<Parsed>;
  writer: ImportWriter;
  request: Pick<ImportRequest, 'onProgress' | 'onRejected'>;
}>;

/** The result of an import. `errors` has the first rejected rows only, `counts.rejected` counts all. */
export type Imported = Readonly<{ counts: ImportCounts; errors: readonly RejectedRow[] }>;

/** Imports the workouts of a file, chunk by chunk, and collects its rejected rows. */
export async function importContents(job: ImportJob): Promise<Imported> {
  const { ports, origin, contents, writer, request } = job;
  const match = await ports.readExerciseMatcher(origin.userId);
  const rejected = createRejectedRows(writer.reject, request.onRejected);
  let imported = noCounts;
  let chunk: ImportedSession[] = [];
  const importChunk = async () => {
    imported = addCounts(imported, await importWorkouts(job, chunk, rejected));
    chunk = [];
  };
  const counts = (): ImportCounts => ({ ...imported, rejected: rejected.count() });
  for await (const item of contents) {
    if (item.type === 'rejected') rejected.add(item.row);
    else chunk.push(linkExercises(item.session, match));
    await rejected.write(false);
    if (item.type === 'rejected' || chunk.length < chunkSize) continue;
    await importChunk();
    request.onProgress?.({ bytes: item.bytes, counts: counts() });
  }
  await importChunk();
  await rejected.write(true);
  return { counts: counts(), errors: rejected.rows };
}

/** Finds the known exercise for each exercise of a workout by its name. The names stay as written in the file. */
const linkExercises = (session: ImportedSession, match: MatchExercise): ImportedSession => ({
  ...session,
  exercises: session.exercises.map((exercise) => ({ ...exercise, exerciseId: match(exercise.name) })),
});

/** Plans a chunk of workouts, records which training sessions they will change, then changes these sessions. */
async function importWorkouts(
  { ports, origin, writer }: ImportJob,
  workouts: readonly ImportedSession[],
  rejected: RejectedRows,
): Promise<ImportCounts> {
  const planned = await mapConcurrently(workouts, concurrency, async (workout) => ({
    workout,
    sessionPlan: await planSession(ports, origin, workout),
  }));
  const changed = planned.filter(({ sessionPlan }) => sessionPlan.plan.commands.length > 0);
  if (changed.length > 0) await writer.reach(changed.map(({ sessionPlan }) => sessionPlan.sessionId));
  const counts = await mapConcurrently(planned, concurrency, (each) => importWorkout(writer, each, rejected));
  return counts.reduce(addCounts, noCounts);
}

/**
 * Carries out the plan of a workout. If the training session would be invalid, rejects all rows of the workout instead.
 */
async function importWorkout(
  writer: ImportWriter,
  planned: PlannedWorkout,
  rejected: RejectedRows,
): Promise<ImportCounts> {
  try {
    return countsOf(planned.workout, await writer.apply(planned));
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'validation')) throw error;
    for (const line of planned.workout.lines) rejected.add({ line, reason: error.message });
    return noCounts;
  }
}
