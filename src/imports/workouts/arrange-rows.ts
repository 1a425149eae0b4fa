import type { WorkoutRow } from './workout-row.ts';

/** The rows of a workout in their order. `isOrdered` is false if the file has lost the order of the exercises. */
export type Arranged = Readonly<{ rows: readonly WorkoutRow[]; isOrdered: boolean }>;

/**
 * All rows with one exercise name and superset group. Each block has the rows of one exercise of the workout. `counts`: how many rows
 * with each set number were seen.
 */
type Exercise = { blocks: WorkoutRow[][]; counts: Map<number, number> };

const exerciseOf = ({ part: { exercise } }: WorkoutRow): string =>
  JSON.stringify([exercise.name, exercise.supersetGroup]);

/**
 * Puts the rows of each exercise together and its sets in the order of their numbers, as they were before the file was
 * sorted. Leaves the rows of a workout as they are if they are in the order in which apps write them. An app that has
 * `hasOneExerciseOfAName` writes no numbers of sets, so the rows of an exercise keep their order.
 */
export function arrangeRows(rows: readonly WorkoutRow[], hasOneExerciseOfAName: boolean): Arranged {
  if (hasOneExerciseOfAName) return { rows: [...Map.groupBy(rows, exerciseOf).values()].flat(), isOrdered: true };
  if (!isScattered(rows)) return { rows, isOrdered: true };
  const blocks: WorkoutRow[][] = [];
  const exercises = new Map<string, Exercise>();
  let last: WorkoutRow[] | undefined;
  for (const row of rows) {
    const key = exerciseOf(row);
    const exercise = exercises.get(key) ?? { blocks: [], counts: new Map() };
    exercises.set(key, exercise);
    const { order } = row.part.exercise;
    // The second set 1 is the first set of a second exercise. A set without a number belongs to the row before it.
    const isSame = last !== undefined && exerciseOf(last.at(-1) ?? row) === key;
    const block = order === null ? ((isSame ? last : exercise.blocks[0]) ?? []) : blockOf(exercise, order);
    if (block.length === 0) {
      blocks.push(block);
      exercise.blocks[0] ??= block;
    }
    block.push(row);
    last = block;
  }
  return { rows: blocks.flatMap(inOrder), isOrdered: false };
}

/**
 * The block for one more row with this set number: the first such row is in the first block of the exercise, the
 * second in its second block, and so on.
 */
function blockOf({ blocks, counts }: Exercise, order: number): WorkoutRow[] {
  const count = counts.get(order) ?? 0;
  counts.set(order, count + 1);
  const block = blocks[count] ?? [];
  blocks[count] = block;
  return block;
}

/**
 * Whether the rows of a workout are in another order than apps write them: its rows do not follow each other, or the
 * rows of an exercise do not begin with its first set.
 */
function isScattered(rows: readonly WorkoutRow[]): boolean {
  if (rows.some(({ segment }) => segment !== rows[0]?.segment)) return true;
  const firsts = new Map<string, number>();
  for (const row of rows) {
    const { order } = row.part.exercise;
    if (order !== null) firsts.set(exerciseOf(row), Math.min(order, firsts.get(exerciseOf(row)) ?? order));
  }
  let [exercise, number]: [string, number | null] = ['', null];
  for (const row of rows) {
    const { order } = row.part.exercise;
    const isNew = exerciseOf(row) !== exercise;
    if (isNew) [exercise, number] = [exerciseOf(row), null];
    if (order === null) continue;
    const follows = number !== null && order > number;
    if (!follows && order !== firsts.get(exercise)) return true;
    number = order;
  }
  return false;
}

/** Sorts the sets of an exercise by their numbers. Sets without a number keep their place where the numbers rise. */
function inOrder(rows: readonly WorkoutRow[]): readonly WorkoutRow[] {
  const numbers = rows.flatMap(({ part }) => part.exercise.order ?? []);
  if (numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))) return rows;
  const placeOf = ({ part: { exercise, set } }: WorkoutRow): number =>
    exercise.order ?? (set === null || set.type === 'warm_up' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  return rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0));
}
