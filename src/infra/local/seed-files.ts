import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExerciseId } from '../../events/ids.ts';
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
import type { SeedExercise, SeedItem, Seeds } from '../../ports/seeds.ts';
import { uuidV7 } from './ids.ts';

/** What is wrong with the seeds, and where. */
export class SeedsError extends Error {
  override readonly name = 'SeedsError';
}

const text = z.string().min(1);
const itemName = text.refine((name) => name === name.trim().replace(/\s+/g, ' ').toLowerCase(), {
  error: 'Names of directories are in lower case, with single blanks',
});
const item = z.strictObject({
  id: z.int().min(seededItemId.min).max(seededItemId.max),
  name: itemName,
  anatomicalName: text.optional(),
});
type Item = z.infer<typeof item>;
const list = z.array(item).check(
  distinct('id', ({ id }: Item) => id),
  distinct('name', ({ name }: Item) => name),
);
const directories = z.strictObject({ muscleGroups: list, equipment: list, exerciseTags: list });

const exercise = z.strictObject({
  /** The slug that the exercise began with, once its name has another: by it the exercise stays the same. */
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
type Written = z.infer<typeof exercise>;

/** Before every account: what the catalogue holds sorts in front of what people make. */
const seedTime = Date.UTC(2026, 0, 1);

/** The same id on every installation. */
const idOf = (key: string): ExerciseId =>
  uuidV7(seedTime, createHash('sha256').update(`exercise ${key}`).digest()) as ExerciseId;

/** Reads the seeds out of a folder. Throws `SeedsError` with file and place where they are not what they have to be. */
export async function readSeeds(folder: string, slugOf: (name: string) => string): Promise<Seeds> {
  const hash = createHash('sha256');
  const read = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> => {
    const content = await readFile(join(folder, name), 'utf8').catch((cause) => {
      throw new SeedsError(`${name}: it can not be read (${cause.code})`, { cause });
    });
    hash.update(content);
    const parsed = schema.safeParse(parse(name, content));
    if (!parsed.success) throw new SeedsError(`${name}:\n${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };

  const lists = await read('directories.json', directories);
  const files = await readdir(join(folder, 'exercises')).catch((cause) => {
    throw new SeedsError(`exercises: it can not be read (${cause.code})`, { cause });
  });
  const schema = exercisesWith(lists);
  const places = new Map<string, string>();
  const exercises: SeedExercise[] = [];
  for (const file of files.filter((each) => each.endsWith('.json')).sort()) {
    const name = join('exercises', file);
    for (const [index, written] of (await read(name, schema)).entries()) {
      const key = written.key ?? slugOf(written.name);
      for (const each of new Set([`key ${key}`, `slug ${slugOf(written.name)}`])) {
        const place = `${name} at [${index}] (${written.name})`;
        const other = places.get(each);
        if (other !== undefined) throw new SeedsError(`${place}: its ${each} is that of ${other}`);
        places.set(each, place);
      }
      exercises.push(seedOf(written, lists, idOf(key)));
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

function parse(name: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new SeedsError(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

type Lists = z.infer<typeof directories>;

/** Exercises whose muscles, equipment and tags are in the directories. */
function exercisesWith({ muscleGroups, equipment, exerciseTags }: Lists) {
  const among = (items: readonly Item[]) => {
    const known = new Set(items.map(({ name }) => name));
    return text.refine((name) => known.has(name), { error: ({ input }) => `There is no ${input} in the directories` });
  };
  return z.array(
    exercise.extend({
      equipment: z.array(among(equipment)).min(1),
      primaryMuscles: z.array(among(muscleGroups)).min(1),
      secondaryMuscles: z.array(among(muscleGroups)),
      tags: z.array(among(exerciseTags)).min(1),
    }),
  );
}

const itemsOf = (items: readonly Item[]): SeedItem[] =>
  items.map(({ id, name, anatomicalName }) => ({ id, name, anatomicalName: anatomicalName ?? null }));

function seedOf(
  { key: _, safety, instructions, ...written }: Written,
  { muscleGroups, equipment, exerciseTags }: Lists,
  exerciseId: ExerciseId,
): SeedExercise {
  const numbered = (names: readonly string[], items: readonly Item[]): number[] =>
    names.flatMap((name) => items.find((each) => each.name === name)?.id ?? []);
  return {
    ...written,
    exerciseId,
    safety: safety ?? null,
    instructions: instructions.join('\n'),
    primaryMuscles: numbered(written.primaryMuscles, muscleGroups),
    secondaryMuscles: numbered(written.secondaryMuscles, muscleGroups),
    equipment: numbered(written.equipment, equipment),
    tags: numbered(written.tags, exerciseTags),
    imagePathStart: null,
    imagePathEnd: null,
  };
}

/** Refuses a list of which two share what `of` tells. */
function distinct<Each>(what: string, of: (item: Each) => unknown) {
  return (payload: z.core.ParsePayload<Each[]>) => {
    const seen = new Set<unknown>();
    for (const [index, each] of payload.value.entries()) {
      const value = of(each);
      if (seen.has(value)) {
        payload.issues.push({
          code: 'custom',
          input: value,
          path: [index],
          message: `Another one has the ${what} ${value}`,
        });
      }
      seen.add(value);
    }
  };
}
