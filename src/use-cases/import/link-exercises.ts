import type { ExerciseId } from '../../events/ids.ts';
import type { ImportedSession } from '../../imports/imported.ts';
import type { MatchExercise } from './match.ts';

/** How many names are remembered. A file of a real app has hundreds. */
const maxNames = 10_000;

/** Finds the known exercise for each exercise of a workout by its name. The names stay as written in the file. */
export type LinkExercises = (workout: ImportedSession) => Promise<ImportedSession>;

/**
 * Creates the links of one import. Looking up a name that no exercise has takes milliseconds. Therefore each name is
 * looked up once, and other work of the process has its turn after each.
 */
export function createLinkExercises(match: MatchExercise, breathe: () => Promise<void>): LinkExercises {
  const known = new Map<string, ExerciseId | null>();
  return async (workout) => {
    const exercises = [];
    for (const exercise of workout.exercises) {
      const found = known.get(exercise.name);
      const exerciseId = found === undefined ? match(exercise.name) : found;
      exercises.push({ ...exercise, exerciseId });
      if (found !== undefined) continue;
      if (known.size >= maxNames) known.clear();
      known.set(exercise.name, exerciseId);
      await breathe();
    }
    return { ...workout, exercises };
  };
}
