import type { RepRange } from '../../events/progression.ts';
import { type Athlete, begin, beginningOf, type Conclusion, equalSets, type Ruled } from '../conclusion.ts';
import { lastLoad, sinceStart } from '../history.ts';
import type { Judged } from '../judged.ts';
import { afterFailure, increase, keep, type WeightChange, type WeightState } from './weight-change.ts';

/** The fewest and the most repetitions. */
type Range = Readonly<{ min: number; max: number }>;

/**
 * Each success raises the repetitions: to one more than every set has had. When every set has had the most repetitions
 * of the range, the weight is raised, and the repetitions begin with the fewest again.
 */
export function double(exercise: Ruled<'double'>, history: readonly Judged[], athlete: Athlete): Conclusion {
  const range = rangeOf(exercise.target.reps);
  const beginning = beginningOf(exercise, athlete);
  const start = beginning.load?.exact ?? null;
  const counted = sinceStart(history, start);
  const [last] = counted;
  if (!last) return begin(exercise, beginning);
  const { weight, suggestion } = next({ exercise, athlete, counted, start, load: lastLoad(last) }, last, range);
  const reps = { min: suggestion.reps ?? range.min, max: range.max };
  return { sets: equalSets(exercise, { reps, weight }), suggestion };
}

function next(state: WeightState<'double'>, last: Judged, { min, max }: Range): WeightChange {
  const goal = Math.min(Math.max(last.planned.sets[0]?.reps?.min ?? min, min), max);
  if (last.missed !== null) {
    const change = afterFailure(state, { reps: goal });
    const isEasier = change.suggestion.outcome === 'deload';
    return isEasier ? { ...change, suggestion: { ...change.suggestion, reps: min } } : change;
  }
  const done = Math.min(...last.reached.map(({ reps }) => reps ?? 0));
  if (done < max) return keep(state, 'increase-reps', { reps: Math.max(done + 1, min) });
  return state.load ? increase(state, state.load, { reps: min }) : keep(state, 'repeat', { reps: max });
}

/** Both ends of the range are there, because the command that describes the exercise requires them. */
function rangeOf(reps: RepRange | null): Range {
  const min = reps?.min ?? reps?.max ?? 1;
  return { min, max: reps?.max ?? min };
}
