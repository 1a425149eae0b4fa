import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExerciseId } from '../../events/ids.ts';
import type { SeedExercise, SeedItem, Seeds } from '../../ports/seeds.ts';
import { uuidV7 } from './ids.ts';
import {
  type ExerciseInFile,
  exercisesSchema,
  type ItemInFile,
  type ListsInFile,
  referenceListsSchema,
} from './seed-schema.ts';

/** The error for an invalid seed file. The message names the file and the place in the file. */
export class SeedsError extends Error {
  override readonly name = 'SeedsError';
}

/**
 * The time in the ids of seeded exercises. It is earlier than every account, so catalogue exercises sort before the
 * exercises of athletes.
 */
const seedTime = Date.UTC(2026, 0, 1);

/** The id of a seeded exercise, derived from its key. It is the same in every installation. */
const exerciseIdOf = (key: string): ExerciseId =>
  uuidV7(seedTime, createHash('sha256').update(`exercise ${key}`).digest()) as ExerciseId;

/** Reads the seed data from a folder. Throws `SeedsError` for a missing or invalid file. */
export async function readSeeds(folder: string, slugOf: (name: string) => string): Promise<Seeds> {
  const { digest, lists: listsFile, exercises: exerciseFiles } = await readSeedFiles(folder);
  const lists = parseFile(listsFile, referenceListsSchema);
  const schema = exercisesSchema(lists);
  const keys = createUniqueKeys();
  const exercises: SeedExercise[] = [];
  for (const file of exerciseFiles) {
    for (const [index, exercise] of parseFile(file, schema).entries()) {
      const slug = slugOf(exercise.name);
      const key = exercise.key ?? slug;
      keys.add([`key ${key}`, `slug ${slug}`], `${file.name} at [${index}] (${exercise.name})`);
      exercises.push(seedExerciseOf(exercise, lists, exerciseIdOf(key)));
    }
  }
  const referenceLists = {
    muscleGroups: seedItemsOf(lists.muscleGroups),
    equipment: seedItemsOf(lists.equipment),
    exerciseTags: seedItemsOf(lists.exerciseTags),
  };
  return { digest, referenceLists, exercises };
}

type SeedFile = Readonly<{ name: string; content: string }>;

/**
 * Reads the seed files without parsing them, and their digest. Parsing takes longer than all other checks at a start.
 * Throws `SeedsError` for a missing file.
 */
export async function readSeedFiles(folder: string) {
  const lists = await readSeedFile(folder, 'directories.json');
  const exercises = await Promise.all((await listExerciseFiles(folder)).map((name) => readSeedFile(folder, name)));
  const hash = createHash('sha256');
  for (const { content } of [lists, ...exercises]) hash.update(content);
  return { digest: hash.digest('hex'), lists, exercises };
}

async function readSeedFile(folder: string, name: string): Promise<SeedFile> {
  const content = await readFile(join(folder, name), 'utf8').catch((cause) => {
    throw new SeedsError(`${name}: cannot be read (${cause.code})`, { cause });
  });
  return { name, content };
}

async function listExerciseFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'exercises')).catch((cause) => {
    throw new SeedsError(`exercises: cannot be read (${cause.code})`, { cause });
  });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join('exercises', name));
}

function parseFile<Schema extends z.ZodType>({ name, content }: SeedFile, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(name, content));
  if (!parsed.success) throw new SeedsError(`${name}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function parseJson(name: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new SeedsError(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/**
 * Creates a check that refuses a key or slug that another exercise already has. The error names the places of both
 * exercises.
 */
function createUniqueKeys() {
  const places = new Map<string, string>();
  return {
    add(keys: readonly string[], place: string): void {
      for (const key of new Set(keys)) {
        const other = places.get(key);
        if (other !== undefined) throw new SeedsError(`${place}: ${other} has the same ${key}`);
        places.set(key, place);
      }
    },
  };
}

const seedItemsOf = (items: readonly ItemInFile[]): SeedItem[] =>
  items.map(({ id, name, anatomicalName }) => ({ id, name, anatomicalName: anatomicalName ?? null }));

const idsOf = (names: readonly string[], items: readonly ItemInFile[]): number[] =>
  names.flatMap((name) => items.find((item) => item.name === name)?.id ?? []);

const seedExerciseOf = (
  { key: _, safety, instructions, ...exercise }: ExerciseInFile,
  { muscleGroups, equipment, exerciseTags }: ListsInFile,
  exerciseId: ExerciseId,
): SeedExercise => ({
  ...exercise,
  exerciseId,
  safety: safety ?? null,
  instructions: instructions.join('\n'),
  primaryMuscles: idsOf(exercise.primaryMuscles, muscleGroups),
  secondaryMuscles: idsOf(exercise.secondaryMuscles, muscleGroups),
  equipment: idsOf(exercise.equipment, equipment),
  tags: idsOf(exercise.tags, exerciseTags),
  imagePathStart: null,
  imagePathEnd: null,
});
