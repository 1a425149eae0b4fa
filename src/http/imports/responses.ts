import { z } from 'zod';
import { importFormats, importStatuses, weightUnits } from '../../events/values.ts';
import { importJobKinds, importJobStates } from '../../ports/import-jobs.ts';
import { workoutOutcomes } from '../../use-cases/import/workout-report.ts';
import { count, id, instant, pageOf, revision } from '../responses/fields.ts';

const counts = z
  .strictObject({
    sessions: count.describe('Workouts of the file that were not rejected.'),
    sessionsAdded: count.describe('Workouts that became new sessions.'),
    sessionsUpdated: count.describe('Workouts whose session this import changed.'),
    sets: count.describe('Sets of these workouts: `added`, `updated` and `unchanged` together.'),
    added: count.describe('New sets.'),
    updated: count.describe('Corrected sets.'),
    unchanged: count.describe('Sets that did not change.'),
    removed: count.describe('Sets of an earlier version of the file that this one lacks.'),
    rejected: count.describe('Rows that were not imported.'),
    measurements: count.exactOptional().describe('Body measurements of the file; missing when it has none.'),
    measurementsAdded: count.exactOptional().describe('New body measurements.'),
    measurementsUpdated: count.exactOptional().describe('Corrected body measurements.'),
  })
  .meta({ id: 'ImportCounts', description: 'What an import has done.' });

const guess = z.strictObject({ exerciseId: id, name: z.string() });
const unlinked = z
  .array(
    z.strictObject({
      name: z.string().describe('A name in the file that no exercise has.'),
      sets: count.describe('How many sets have the name.'),
      guesses: z.array(guess).describe('Up to three exercises that the name may mean.'),
    }),
  )
  .describe('Names in the file that no exercise has.');

const errors = z.array(
  z.strictObject({
    line: z.int().min(1).describe('The line of the file on which the row begins, from 1.'),
    reason: z.string().describe('Why the row, or a value in it, is not imported.'),
  }),
);

export const importReport = z
  .strictObject({
    id,
    status: z.enum(importStatuses),
    format: z.enum(importFormats),
    fileName: z.string().nullable(),
    counts,
    errors,
    unlinked,
  })
  .meta({ id: 'ImportReport', description: 'What an import has done with a file.' });

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
export const dryRunReport = importReport
  .omit({ id: true })
  .extend({ workouts })
  .meta({ id: 'DryRunReport', description: 'What an import would do with a file.' });

/** The current state of an import. `counts` is null until the import has completed. */
export const importDocument = z
  .strictObject({
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
  })
  .meta({ id: 'Import', description: 'An import of a file that another app has exported.' });

/** An import in a list, without its rejected rows. */
const { errors: _, ...listed } = importDocument.shape;
export const importPage = pageOf(
  z.strictObject(listed).meta({ id: 'ListedImport', description: 'An import without its rejected rows.' }),
).meta({ id: 'ImportPage', description: 'A page of imports.' });

/** How far an import or an undo is that goes on after its request was answered. */
export const importJob = z
  .strictObject({
    id,
    kind: z.enum(importJobKinds),
    state: z.enum(importJobStates),
    done: count.describe('How much is done.'),
    total: count.describe('How much there is to do.'),
    unit: z.enum(['bytes', 'sessions']).describe('What `done` and `total` count.'),
  })
  .meta({ id: 'ImportJob', description: 'How far an import or an undo is that goes on after its request.' });
