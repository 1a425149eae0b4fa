import { type Athlete, begin, beginningOf, type Conclusion, equalSets, type Ruled } from '../conclusion.ts';
import { lastLoad, sinceStart } from '../history.ts';
import type { Judged } from '../judged.ts';
import { afterFailure, increase, keep } from './weight-change.ts';

/** Each success raises the weight by the increment. */
export function linear(exercise: Ruled<'linear'>, history: readonly Judged[], athlete: Athlete): Conclusion {
  const beginning = beginningOf(exercise, athlete);
  const start = beginning.load?.exact ?? null;
  const counted = sinceStart(history, start);
  const [last] = counted;
  if (!last) return begin(exercise, beginning);
  const state = { exercise, athlete, counted, start, load: lastLoad(last) };
  const change = last.missed !== null ? afterFailure(state) : state.load ? increase(state, state.load) : keep(state);
  return { sets: equalSets(exercise, { weight: change.weight }), suggestion: change.suggestion };
}
