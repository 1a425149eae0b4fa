import { type Athlete, begin, beginningOf, type Conclusion, equalSets, type Ruled, suggest } from '../conclusion.ts';
import type { Judged } from '../judged.ts';

/** Targets that stay as the unit prescribes them. Only a percentage of the training max is computed. */
export function fixed(exercise: Ruled<'none' | 'fixed'>, [last]: readonly Judged[], athlete: Athlete): Conclusion {
  const beginning = beginningOf(exercise, athlete);
  const { load, trainingMax, percent } = beginning;
  if (percent === null && exercise.progression.type === 'none') {
    return { sets: equalSets(exercise, { weight: load?.weight ?? null }), suggestion: null };
  }
  const outcome = percent !== null && load !== null ? 'from-training-max' : last ? 'repeat' : 'start';
  const conclusion = begin(exercise, beginning);
  const [exact, weight] = [load?.exact ?? null, load?.weight ?? null];
  const from = last ? [last] : [];
  const known = { from, start: exact, base: trainingMax, exact, weight, trainingMax, percent };
  return { ...conclusion, suggestion: suggest(exercise, outcome, known) };
}
