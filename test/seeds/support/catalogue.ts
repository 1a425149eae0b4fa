import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Difficulty, ExerciseCategory, Force, Mechanic, Metric } from '../../../src/events/values.ts';

export const seedsFolder = fileURLToPath(new URL('../../../seeds/', import.meta.url));

/** An item of a reference list in the format of the seed files. */
export type WrittenItem = Readonly<{ id: number; name: string; anatomicalName?: string }>;

/** An exercise in the format of the seed files. */
export type WrittenExercise = Readonly<{
  key?: string;
  name: string;
  aliases: readonly string[];
  category: ExerciseCategory;
  difficultyLevel: Difficulty;
  force: Force | null;
  mechanic: Mechanic | null;
  equipment: readonly string[];
  primaryMuscles: readonly string[];
  secondaryMuscles: readonly string[];
  tags: readonly string[];
  metrics: readonly Metric[];
  instructions: readonly string[];
  safety?: string;
}>;

type Directories = Readonly<Record<'muscleGroups' | 'equipment' | 'exerciseTags', readonly WrittenItem[]>>;

const written = (name: string) => JSON.parse(readFileSync(`${seedsFolder}${name}`, 'utf8'));

export const directories: Directories = written('directories.json');

/** The exercises of the seed data, by the name of their seed file. */
export const files: ReadonlyMap<string, readonly WrittenExercise[]> = new Map(
  readdirSync(`${seedsFolder}exercises`).map((name) => [name, written(`exercises/${name}`)]),
);

export const exercises: readonly WrittenExercise[] = [...files.values()].flat();

/** Returns the names of the exercises for which `isWrong` returns true. */
export const offenders = (isWrong: (exercise: WrittenExercise) => boolean): string[] =>
  exercises.filter(isWrong).map(({ name }) => name);

/** The name and the aliases of an exercise, in one list. */
export const namesOf = ({ name, aliases }: WrittenExercise): readonly string[] => [name, ...aliases];

/** The items that appear more than once. */
export const repeated = <Item>(items: readonly Item[]): Item[] =>
  items.filter((item, index) => items.indexOf(item) !== index);
