import { z } from 'zod';
import type { Measures } from '../../events/performance.ts';
import { modes, reps, rir, sessionStatuses, setTypes, supersetGroup } from '../../events/values.ts';
import { count, id, instant, integerIn, pageOf, revision } from '../responses/fields.ts';
import { distance, rpe, seconds, weight } from '../responses/measures.ts';
import { entryMeanings, sessionMeanings, setMeanings } from './meanings.ts';
import { planned, planTemplate, unitTemplate } from './planned-responses.ts';

export const measures = {
  type: z.enum(setTypes).describe(setMeanings.type),
  weight: weight.nullable(),
  reps: integerIn(reps).nullable().describe(setMeanings.reps),
  seconds: seconds.nullable().describe(setMeanings.seconds),
  distance: distance.nullable(),
  rpe: rpe.nullable().describe(setMeanings.rpe),
  rir: integerIn(rir).nullable().describe(setMeanings.rir),
} satisfies Record<keyof Measures, z.ZodType>;

const set = z
  .strictObject({
    id,
    order: count.describe('The place among the sets of the exercise, from 0 without gaps.'),
    ...measures,
    notes: z.string().nullable(),
    performedAt: instant.nullable().describe(setMeanings.performedAt),
  })
  .meta({ id: 'Set', description: 'One performed set. What was not recorded is null.' });

/** An entry in the response body of a training session. */
export const entry = z
  .strictObject({
    id: id.describe('The id of the exercise within this session.'),
    exerciseId: id.nullable().describe(entryMeanings.exerciseId),
    name: z.string().describe(entryMeanings.name),
    mode: z.enum(modes).describe(entryMeanings.mode),
    order: count.describe('The place among the exercises of the session, from 0 without gaps.'),
    supersetGroup: integerIn(supersetGroup).nullable().describe(entryMeanings.supersetGroup),
    notes: z.string().nullable(),
    planned: planned.nullable().describe(entryMeanings.planned),
    sets: z.array(set).describe('The sets in order.'),
  })
  .meta({ id: 'SessionExercise', description: 'An exercise within a training session, with its sets.' });

const common = {
  id,
  name: z.string().nullable(),
  status: z.enum(sessionStatuses),
  startedAt: instant.describe(sessionMeanings.startedAt),
  endedAt: instant.nullable().describe(sessionMeanings.endedAt),
  durationSeconds: z
    .int()
    .nullable()
    .describe('Whole seconds from start to end; null while the session is in progress.'),
  timezone: z.string().describe(sessionMeanings.timezone),
  plan: planTemplate.nullable().describe(sessionMeanings.plan),
  unit: unitTemplate.nullable().describe(sessionMeanings.unit),
  importId: id.nullable().describe('The import that created the session, or null.'),
  revision,
  createdAt: instant,
  updatedAt: instant,
};

/** The response body of a whole training session. Every command on a session returns it. */
export const session = z
  .strictObject({
    ...common,
    userId: id.describe('The account that the session belongs to.'),
    notes: z.string().nullable(),
    exercises: z.array(entry).describe('The exercises in order.'),
  })
  .meta({ id: 'TrainingSession', description: 'A workout with its exercises and sets.' });

/** What an item of a list of overlapping sessions has besides. */
const overlaps = {
  overlaps: z
    .array(id)
    .max(20)
    .exactOptional()
    .describe('Only with `overlapping=true`: the other sessions whose time overlaps with this one.'),
};
const summary = z
  .strictObject({ ...common, exerciseCount: count, setCount: count, ...overlaps })
  .meta({ id: 'TrainingSessionSummary', description: 'A workout with the numbers of its exercises and sets.' });
const listedSession = session
  .extend(overlaps)
  .meta({ id: 'ListedTrainingSession', description: 'A workout in a list, with its exercises and sets.' });

export const sessionPage = pageOf(z.union([summary, listedSession])).meta({
  id: 'TrainingSessionPage',
  description: 'A page of training sessions: summaries, or whole sessions with `view=full`.',
});
