import { z } from 'zod';
import { difficulties, exerciseCategories, forces, mechanics, metrics, sessionStatuses } from '../../events/values.ts';
import { id, instant, namedItems, pageOf, revision } from '../responses/fields.ts';
import { entry } from '../training-sessions/responses.ts';

export const exercise = z
  .strictObject({
    id,
    name: z.string(),
    aliases: z.array(z.string()).describe('Further names for the search.'),
    primaryMuscles: namedItems,
    secondaryMuscles: namedItems,
    force: z.enum(forces).nullable(),
    difficultyLevel: z.enum(difficulties),
    mechanic: z.enum(mechanics).nullable(),
    equipment: namedItems,
    category: z.enum(exerciseCategories),
    instructions: z.string().nullable().describe('One step per line.'),
    safety: z.string().nullable().describe('One cue for safety.'),
    metrics: z.array(z.enum(metrics)).describe('What a set of the exercise usually records.'),
    tags: namedItems,
    imagePathStart: z.string().nullable().describe('The address of a picture of the start.'),
    imagePathEnd: z.string().nullable().describe('The address of a picture of the end.'),
    slug: z.string().nullable().describe('The name for addresses. Only catalogue exercises have one.'),
    isSystem: z.boolean().describe('Whether the exercise belongs to the catalogue.'),
    createdBy: id.nullable().describe('The account that the exercise belongs to; null for the catalogue.'),
    archivedAt: instant.nullable().describe('Null while the exercise is in use.'),
    copyOf: id.nullable().describe('The exercise of another account that this one is a copy of.'),
    revision,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Exercise', description: 'An exercise of the catalogue or of an athlete.' });

export const exercisePage = pageOf(exercise).meta({ id: 'ExercisePage', description: 'A page of exercises.' });
export const catalogue = z
  .strictObject({ items: z.array(exercise) })
  .meta({ id: 'ExerciseCatalogue', description: 'Every exercise of the catalogue that is not archived.' });

/** A training session that contains the exercise, with the sets that were recorded for that exercise. */
const historyItem = z
  .strictObject({
    sessionId: id,
    sessionName: z.string().nullable(),
    status: z.enum(sessionStatuses),
    startedAt: instant,
    timezone: z.string(),
    exercises: z.array(entry),
  })
  .meta({ id: 'ExerciseHistoryItem', description: 'A training session that contains the exercise, with its sets.' });
export const historyPage = pageOf(historyItem).meta({
  id: 'ExerciseHistoryPage',
  description: 'A page of the sessions that contain an exercise.',
});
