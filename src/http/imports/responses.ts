import { z } from 'zod';
import { importFormats, importStatuses, weightUnits } from '../../events/values.ts';
import { importJobKinds, importJobStates } from '../../ports/import-jobs.ts';
import { workoutOutcomes } from '../../use-cases/import/workout-report.ts';
import { count, id, instant, pageOf, revision } from '../responses/fields.ts';

const counts = z.strictObject({
  sessions: count,
  sessionsAdded: count,
  sessionsUpdated: count,
  sets: count,
  added: count,
  updated: count,
  unchanged: count,
  removed: count,
  rejected: count,
});

const guess = z.strictObject({ exerciseId: id, name: z.string() });
const unlinked = z.array(z.strictObject({ name: z.string(), sets: count, guesses: z.array(guess) }));

const errors = z.array(z.strictObject({ line: z.int().min(1), reason: z.string() }));

export const importReport = z.strictObject({
  id,
  status: z.enum(importStatuses),
  format: z.enum(importFormats),
  fileName: z.string().nullable(),
  counts,
  errors,
  unlinked,
});

const workouts = z.array(
  z.strictObject({
    line: z.int().min(1),
    start: z.string(),
    name: z.string().nullable(),
    outcome: z.enum(workoutOutcomes),
    sessionId: id.nullable(),
    sets: z.strictObject({ added: count, updated: count, unchanged: count, removed: count }),
    reason: z.string().nullable(),
  }),
);

/** The report of a dry run: an import that was only tried and wrote nothing. */
export const dryRunReport = importReport.omit({ id: true }).extend({ workouts });

/** The current state of an import. `counts` is null until the import has completed. */
export const importDocument = z.strictObject({
  id,
  userId: id,
  status: z.enum(importStatuses),
  format: z.enum(importFormats),
  fileName: z.string().nullable(),
  unit: z.enum(weightUnits).nullable(),
  timezone: z.string(),
  counts: counts.nullable(),
  errors,
  revision,
  createdAt: instant,
  updatedAt: instant,
});

/** An import in a list, without its rejected rows. */
const { errors: _, ...listed } = importDocument.shape;
export const importPage = pageOf(z.strictObject(listed));

/** How far an import or an undo is that goes on after its request was answered. */
export const importJob = z.strictObject({
  id,
  kind: z.enum(importJobKinds),
  state: z.enum(importJobStates),
  done: count,
  total: count,
  unit: z.enum(['bytes', 'sessions']),
});
