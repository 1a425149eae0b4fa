import type { ExerciseId } from '../../events/ids.ts';
import type { ImportedSession } from '../../imports/imported.ts';
import { ownText } from '../../imports/own-text.ts';
import type { MatchExercise } from './match.ts';

/** An exercise that a name may mean. */
export type Guess = Readonly<{ exerciseId: ExerciseId; name: string }>;

/** A name of the file that no known exercise has, how many sets have it, and what it may mean, the likeliest first. */
export type UnlinkedExercise = Readonly<{ name: string; sets: number; guesses: readonly Guess[] }>;

/** How many names a report has at most, and for how many of them it has guesses. */
const maxReported = 100;
const maxGuessed = 30;

/**
 * Creates a collection of the exercises of workouts that were not linked. `breathe` resolves after other work of the
 * process has had its turn.
 */
export function createUnlinked(match: MatchExercise, breathe: () => Promise<void>) {
  const sets = new Map<string, number>();
  return {
    add({ exercises }: ImportedSession): void {
      for (const { name, exerciseId, sets: own } of exercises) {
        if (exerciseId !== null) continue;
        const before = sets.get(name);
        sets.set(before === undefined ? ownText(name) : name, (before ?? 0) + own.length);
      }
    },
    /** The names with the most sets first. */
    async list(): Promise<readonly UnlinkedExercise[]> {
      const reported = [...sets].toSorted(([, one], [, other]) => other - one).slice(0, maxReported);
      const unlinked: UnlinkedExercise[] = [];
      for (const [name, count] of reported) {
        const guesses = unlinked.length < maxGuessed ? match.guess?.(name) : [];
        unlinked.push({ name, sets: count, guesses: guesses ?? [] });
        // Guessing takes some milliseconds, so that other requests get a turn after each name.
        await breathe();
      }
      return unlinked;
    },
  };
}
