import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExerciseId } from '../events/ids.ts';
import type { SeedExercise, SeedItem, Seeds } from '../ports/seeds.ts';
import { uuidV7 } from './ids.ts';

const text = z.string().min(1);
const item = z.strictObject({ id: z.int().min(1).max(999), name: text, anatomicalName: text.optional() });
const directories = z.strictObject({
  muscleGroups: z.array(item),
  equipment: z.array(item),
  exerciseTags: z.array(item),
});

const exercise = z.strictObject({
  /** The slug that the exercise began with, once its name has another: by it the exercise stays the same. */
  key: text.optional(),
  name: z.string().min(3).max(100),
  aliases: z.array(z.string().min(2).max(100)),
  category: z.enum([
    ...(['strength', 'stretching', 'plyometrics', 'strongman', 'powerlifting'] as const),
    ...(['cardio', 'olympic weightlifting'] as const),
  ]),
  difficultyLevel: z.enum(['beginner', 'intermediate', 'expert']),
  force: z.enum(['pull', 'push', 'static']).nullable(),
  mechanic: z.enum(['compound', 'isolation']).nullable(),
  equipment: z.array(text).min(1),
  primaryMuscles: z.array(text).min(1),
  secondaryMuscles: z.array(text),
  tags: z.array(text).min(1),
  metrics: z.array(z.enum(['weight', 'reps', 'time', 'distance'])).min(1),
  instructions: z.array(text).min(2).max(6),
  safety: text.optional(),
});
type Written = z.infer<typeof exercise>;

/** Before every account: what the catalogue holds sorts in front of what people make. */
const seedTime = Date.UTC(2026, 0, 1);

/** The same id on every installation. */
const idOf = (key: string): ExerciseId =>
  uuidV7(seedTime, createHash('sha256').update(`exercise ${key}`).digest()) as ExerciseId;

/** Reads the seeds out of a folder. Throws with file and name where they are not what they have to be. */
export async function readSeeds(folder: string, slugOf: (name: string) => string): Promise<Seeds> {
  const hash = createHash('sha256');
  const read = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> => {
    const content = await readFile(join(folder, name), 'utf8');
    hash.update(content);
    const parsed = schema.safeParse(JSON.parse(content));
    if (!parsed.success) throw new Error(`seeds/${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };

  const lists = await read('directories.json', directories);
  const itemsOf = (list: readonly z.infer<typeof item>[]): SeedItem[] =>
    list.map(({ id, name, anatomicalName }) => ({ id, name, anatomicalName: anatomicalName ?? null }));
  const numbers = {
    muscles: numbersOf(lists.muscleGroups),
    equipment: numbersOf(lists.equipment),
    tags: numbersOf(lists.exerciseTags),
  };
  const exercises: SeedExercise[] = [];
  for (const name of (await readdir(join(folder, 'exercises'))).filter((each) => each.endsWith('.json')).sort()) {
    for (const written of await read(join('exercises', name), z.array(exercise))) {
      exercises.push(seedOf(written, numbers, idOf(written.key ?? slugOf(written.name))));
    }
  }
  return {
    digest: hash.digest('hex'),
    directories: {
      muscleGroups: itemsOf(lists.muscleGroups),
      equipment: itemsOf(lists.equipment),
      exerciseTags: itemsOf(lists.exerciseTags),
    },
    exercises,
  };
}

type Numbers = ReadonlyMap<string, number>;
const numbersOf = (list: readonly z.infer<typeof item>[]): Numbers => new Map(list.map(({ id, name }) => [name, id]));

function seedOf(
  { key: _, safety, instructions, ...written }: Written,
  { muscles, equipment, tags }: Readonly<{ muscles: Numbers; equipment: Numbers; tags: Numbers }>,
  exerciseId: ExerciseId,
): SeedExercise {
  const numbered = (names: readonly string[], known: Numbers): number[] =>
    names.map((name) => {
      const number = known.get(name);
      if (number === undefined) throw new Error(`seeds: ${written.name}: there is no ${name} in the directories`);
      return number;
    });
  return {
    ...written,
    exerciseId,
    safety: safety ?? null,
    instructions: instructions.join('\n'),
    primaryMuscles: numbered(written.primaryMuscles, muscles),
    secondaryMuscles: numbered(written.secondaryMuscles, muscles),
    equipment: numbered(written.equipment, equipment),
    tags: numbered(written.tags, tags),
    imagePathStart: null,
    imagePathEnd: null,
  };
}
