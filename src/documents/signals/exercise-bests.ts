import type { ExerciseId } from '../../events/ids.ts';
import type { EntryFacts, SessionFacts } from './session-facts.ts';

/** The best estimate of an exercise in a session, in kilograms, with its entry and the revision of its set. */
export type SessionBest = Readonly<{ session: SessionFacts; entry: EntryFacts; revision: number; value: number }>;

type Bests = ReadonlyMap<ExerciseId, readonly SessionBest[]>;

/** Several signals ask for the bests of the same facts. */
const known = new WeakMap<readonly SessionFacts[], Bests>();

/** The bests of each exercise of the catalogue or of the athlete, in the order of the sessions. */
export function bestsByExercise(facts: readonly SessionFacts[]): Bests {
  const bests = known.get(facts) ?? findBests(facts);
  known.set(facts, bests);
  return bests;
}

function findBests(facts: readonly SessionFacts[]): Bests {
  const found = new Map<ExerciseId, SessionBest[]>();
  for (const session of facts) {
    for (const entry of session.entries) {
      if (entry.exerciseId === null || entry.best === null) continue;
      const [revision, value] = entry.best;
      const own = found.get(entry.exerciseId) ?? [];
      found.set(entry.exerciseId, own);
      const last = own.at(-1);
      // An exercise may have several entries in a session.
      if (last?.session !== session) own.push({ session, entry, revision, value });
      else if (value > last.value) own[own.length - 1] = { session, entry, revision, value };
    }
  }
  return found;
}

/** The greatest of some bests, the earliest one of equals. */
export const greatestOf = (bests: readonly SessionBest[]): SessionBest | undefined =>
  bests.reduce<SessionBest | undefined>((best, each) => (best && best.value >= each.value ? best : each), undefined);
