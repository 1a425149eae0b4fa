import { z } from 'zod';
import {
  aliasLength,
  catalogueNameLength,
  difficulties,
  exerciseCategories,
  forces,
  isName,
  mechanics,
  metrics,
  seededItemId,
} from '../../events/values.ts';

const text = z.string().min(1);

const itemSchema = z.strictObject({
  id: z.int().min(seededItemId.min).max(seededItemId.max),
  name: text.refine((name) => name === name.trim().replace(/\s+/g, ' ').toLowerCase(), {
    error: 'Names in reference lists are lower case, with single spaces',
  }),
  anatomicalName: text.optional(),
});
export type ItemInFile = z.infer<typeof itemSchema>;

const itemsSchema = z.array(itemSchema).check(
  unique('id', ({ id }: ItemInFile) => id),
  unique('name', ({ name }: ItemInFile) => name),
);

/** The schema of the seed file `directories.json`, which contains the three reference lists. */
export const referenceListsSchema = z.strictObject({
  muscleGroups: itemsSchema,
  equipment: itemsSchema,
  exerciseTags: itemsSchema,
});
export type ListsInFile = z.infer<typeof referenceListsSchema>;

const exerciseSchema = z.strictObject({
  /**
   * The first slug of an exercise that was renamed later. The exercise's id is derived from the key, so the id stays
   * the same.
   */
  key: text.optional(),
  name: z.string().refine((name) => isName(name, catalogueNameLength)),
  aliases: z.array(
    z
      .string()
      .min(2)
      .refine((name) => isName(name, aliasLength)),
  ),
  category: z.enum(exerciseCategories),
  difficultyLevel: z.enum(difficulties),
  force: z.enum(forces).nullable(),
  mechanic: z.enum(mechanics).nullable(),
  equipment: z.array(text).min(1),
  primaryMuscles: z.array(text).min(1),
  secondaryMuscles: z.array(text),
  tags: z.array(text).min(1),
  metrics: z.array(z.enum(metrics)).min(1),
  instructions: z.array(text).min(2).max(6),
  safety: text.optional(),
});
export type ExerciseInFile = z.infer<typeof exerciseSchema>;

/**
 * The schema of a seed file of exercises. Their muscles, equipment and tags must be names of items in the seeded
 * reference lists.
 */
export function exercisesSchema({ muscleGroups, equipment, exerciseTags }: ListsInFile) {
  return z.array(
    exerciseSchema.extend({
      equipment: z.array(nameIn(equipment)).min(1),
      primaryMuscles: z.array(nameIn(muscleGroups)).min(1),
      secondaryMuscles: z.array(nameIn(muscleGroups)),
      tags: z.array(nameIn(exerciseTags)).min(1),
    }),
  );
}

function nameIn(items: readonly ItemInFile[]) {
  const known = new Set(items.map(({ name }) => name));
  return text.refine((name) => known.has(name), {
    error: ({ input }) => `"${input}" is not in the reference list`,
  });
}

/** A rule that refuses a list in which two items have the same value in one field. */
function unique<Item>(field: string, fieldOf: (item: Item) => unknown) {
  return (payload: z.core.ParsePayload<Item[]>) => {
    const seen = new Set<unknown>();
    for (const [index, item] of payload.value.entries()) {
      const value = fieldOf(item);
      if (seen.has(value)) {
        const message = `Another item has the ${field} ${value}`;
        payload.issues.push({ code: 'custom', input: value, path: [index], message });
      }
      seen.add(value);
    }
  };
}
