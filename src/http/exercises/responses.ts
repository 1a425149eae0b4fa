import { z } from 'zod';
import { difficulties, exerciseCategories, forces, mechanics, metrics, sessionStatuses } from '../../events/values.ts';
import { count, id, instant, pageOf, revision } from '../responses/fields.ts';
import { entry } from '../training-sessions/responses.ts';

const namedItems = z.array(z.strictObject({ id: count, name: z.string() }));

export const exercise = z.strictObject({
  id,
  name: z.string(),
  aliases: z.array(z.string()),
  primaryMuscles: namedItems,
  secondaryMuscles: namedItems,
  force: z.enum(forces).nullable(),
  difficultyLevel: z.enum(difficulties),
  mechanic: z.enum(mechanics).nullable(),
  equipment: namedItems,
  category: z.enum(exerciseCategories),
  instructions: z.string().nullable(),
  safety: z.string().nullable(),
  metrics: z.array(z.enum(metrics)),
  tags: namedItems,
  imagePathStart: z.string().nullable(),
  imagePathEnd: z.string().nullable(),
  slug: z.string().nullable(),
  isSystem: z.boolean(),
  createdBy: id.nullable(),
  revision,
  createdAt: instant,
  updatedAt: instant,
});

export const exercisePage = pageOf(exercise);
export const catalogue = z.strictObject({ items: z.array(exercise) });

/** A training session that contains the exercise, with the sets that were recorded for that exercise. */
const historyItem = z.strictObject({
  sessionId: id,
  sessionName: z.string().nullable(),
  status: z.enum(sessionStatuses),
  startedAt: instant,
  timezone: z.string(),
  exercises: z.array(entry),
});
export const historyPage = pageOf(historyItem);
