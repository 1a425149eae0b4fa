import type { ExerciseId } from '../../events/ids.ts';
import type { ImportedSession } from '../../imports/imported.ts';
import { ownText } from '../../imports/own-text.ts';
import type { MatchExercise } from './match.ts';

/** How many names are remembered. A file of a real app has hundreds. */
const maxNames = 10_000;

/** Finds the known exercise for each exercise of a workout by its name. The names stay as written in the file. */
export type LinkExercises = (workout: ImportedSession) => Promise<ImportedSession>;

/** Finds the exercise of the importing account for an exercise id of the account that exported the file. */
type FindById = (id: ExerciseId) => ExerciseId | null;

/**
 * Creates the links of one import. An exercise that the file links already is found by its id, otherwise by its name.
 */
export function createLinkExercises(
  match: MatchExercise,
  breathe: () => Promise<void>,
  findById: FindById = () => null,
): LinkExercises {
  const linkByName = createLinkByName(match, breathe);
  return async (workout) => {
    const exercises = [];
    for (const exercise of workout.exercises) {
      const { name, exerciseId: id } = exercise;
      const exerciseId = id === null ? null : ((id && findById(id)) ?? (await linkByName(name)));
      exercises.push({ ...exercise, exerciseId });
    }
    return { ...workout, exercises };
  };
}

/**
 * Creates the links by name. Looking up a name that no exercise has takes milliseconds. Therefore each name is
 * looked up once, and other work of the process has its turn after each.
 */
function createLinkByName(match: MatchExercise, breathe: () => Promise<void>) {
  const known = new Map<string, ExerciseId | null>();
  return async (name: string): Promise<ExerciseId | null> => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const own = ownText(name);
    const exerciseId = match(own);
    if (known.size >= maxNames) known.clear();
    known.set(own, exerciseId);
    await breathe();
    return exerciseId;
  };
}
