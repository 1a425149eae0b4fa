import type { WorkoutTexts } from './file-index.ts';

/** How many different rows of one workout are counted, to bound the memory. */
const maxCompared = 5_000;
/** How many characters of a cell are compared. */
const maxLength = 100;

/**
 * Finds out from workouts of several exercises how the order of a file was changed. `isCopied`: most of them have all
 * their rows several times in a row, as in a file that was joined and then sorted. `isSorted`: all of them have their
 * exercises in the order of the alphabet. Workouts of one exercise do not count, because the athlete may have done that
 * exercise several times.
 */
export function createOrderFinder() {
  let workout = '';
  let counts = new Map<string, number>();
  let exercises: string[] = [];
  let isRising = true;
  const total = { all: 0, copied: 0, sorted: 0 };
  const finish = () => {
    if (exercises.length < 2) return;
    const [first = 0] = counts.values();
    total.all += 1;
    if (first > 1 && [...counts.values()].every((count) => count === first)) total.copied += 1;
    if (isRising) total.sorted += 1;
    exercises = [];
  };
  return {
    add(texts: WorkoutTexts, exercise: string, cells: readonly string[]): void {
      const key = `${texts.date}\n${texts.clock}\n${texts.name.slice(0, maxLength)}`;
      if (key !== workout) {
        finish();
        [workout, counts, exercises, isRising] = [key, new Map(), [], true];
      }
      const name = exercise.slice(0, maxLength);
      const last = exercises.at(-1);
      if (last !== name && last !== undefined && last > name) isRising = false;
      if (last !== name && exercises.length < 2) exercises.push(name);
      else if (last !== name) exercises[1] = name;
      const row = cells.map((cell) => cell.slice(0, maxLength)).join('\0');
      if (counts.size < maxCompared || counts.has(row)) counts.set(row, (counts.get(row) ?? 0) + 1);
    },
    isCopied(): boolean {
      finish();
      return total.copied > 1 && total.copied > total.all / 2;
    },
    isSorted(): boolean {
      finish();
      return total.all > 1 && total.sorted === total.all;
    },
  };
}
