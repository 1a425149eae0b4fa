import type { Decimal } from '../../documents/decimal.ts';
import type { Weight } from '../../events/performance.ts';
import type { Suggestion, SuggestionOutcome } from '../../events/planned.ts';
import { type Athlete, gearOf, type Ruled, suggest } from '../conclusion.ts';
import { failuresInARow } from '../history.ts';
import type { Judged } from '../judged.ts';
import { type Load, loadOf, raised, reduced } from '../load.ts';

/** What a rule knows before it changes the weight. `counted` are performances, the newest first. */
export type WeightState<Type extends 'linear' | 'double' | 'rpe' = 'linear' | 'double' | 'rpe'> = Readonly<{
  exercise: Ruled<Type>;
  athlete: Athlete;
  counted: readonly Judged[];
  start: Weight | null;
  load: Load | null;
}>;

/** The weight of all sets of the next session, and why. */
export type WeightChange = Readonly<{ weight: Weight | null; suggestion: Suggestion }>;

type Known = Partial<Pick<Suggestion, 'reps' | 'percent' | 'failures' | 'e1rm' | 'formula'>> &
  Readonly<{ from: readonly Judged[] }>;

/** The same weight again, with the computed weight from which it was rounded. */
export const keep = (state: WeightState, outcome: SuggestionOutcome = 'repeat', known?: Partial<Known>): WeightChange =>
  changed(state, outcome, state.load, { from: state.counted.slice(0, 1), ...known });

export const increase = (state: WeightState<'linear' | 'double'>, load: Load, known?: Partial<Known>): WeightChange => {
  const next = loaded(state, raised(load.exact, state.exercise.progression.increment), load);
  return changed(state, 'increase-weight', next, { from: state.counted.slice(0, 1), ...known });
};

/** The same weight again, or less after as many failures in a row as the rule allows. */
export function afterFailure(state: WeightState, known?: Partial<Known>): WeightChange {
  const failures = failuresInARow(state.counted);
  const { deload } = state.exercise.progression;
  const told = { from: failures, failures: failures.length, ...known };
  if (deload === null || state.load === null || failures.length < deload.afterFailures) {
    return keep(state, 'repeat', told);
  }
  const { percent } = deload;
  return changed(state, 'deload', loaded(state, reduced(state.load.exact, percent), state.load), { ...told, percent });
}

/** A computed weight as the athlete can load it, in the unit of the weight before. */
const loaded = ({ exercise, athlete }: WeightState, computed: Decimal, { exact: { unit } }: Load): Load =>
  loadOf(computed, unit, gearOf(athlete, unit), exercise.loading);

const changed = (
  { exercise, start, load }: WeightState,
  outcome: SuggestionOutcome,
  next: Load | null,
  known: Known,
): WeightChange => {
  const [exact, weight] = [next?.exact ?? null, next?.weight ?? null];
  const suggestion = suggest(exercise, outcome, { start, base: load?.exact ?? null, exact, weight, ...known });
  return { weight, suggestion };
};
