import { compare, type Decimal } from '../../documents/decimal.ts';
import { toKilograms } from '../../documents/measure-units.ts';
import { estimatedMax, weightForReps } from '../../documents/one-rep-max.ts';
import { type E1rmFormula, rpe as ratings, type WeightUnit } from '../../events/values.ts';
import { type Athlete, begin, beginningOf, type Conclusion, equalSets, gearOf, type Ruled } from '../conclusion.ts';
import { lastLoad, sinceStart } from '../history.ts';
import { effortOf, type Judged } from '../judged.ts';
import { type Load, loadOf, weightOf } from '../load.ts';
import { afterFailure, keep, type WeightChange, type WeightState } from './weight-change.ts';

/** An estimated one-repetition maximum, and the performance whose best set it is. */
type Estimate = Readonly<{ max: Decimal; unit: WeightUnit; from: Judged }>;

/**
 * The weight follows from the estimated one-repetition maximum of the last session whose sets have a rating: as much as
 * allows the repetitions of the target and those in reserve.
 */
export function rpe(exercise: Ruled<'rpe'>, history: readonly Judged[], athlete: Athlete): Conclusion {
  const beginning = beginningOf(exercise, athlete);
  const start = beginning.load?.exact ?? null;
  const counted = sinceStart(history, start);
  const [last] = counted;
  if (!last) return begin(exercise, beginning);
  const { e1rmFormula: formula } = athlete.profile;
  const estimate = lastEstimate(counted, formula);
  const load = estimate ? allowedBy(estimate, exercise, athlete) : lastLoad(last);
  const state = { exercise, athlete, counted, start, load };
  const { weight, suggestion } = next(state, last, estimate, formula);
  return { sets: equalSets(exercise, { weight }), suggestion };
}

function next(state: WeightState, last: Judged, estimate: Estimate | null, formula: E1rmFormula): WeightChange {
  const known = estimate ? { e1rm: weightOf(estimate.max, estimate.unit), formula } : {};
  const failed = last.missed === null ? null : afterFailure(state, known);
  if (failed?.suggestion.outcome === 'deload') return failed;
  const failures = failed?.suggestion.failures ?? 0;
  return estimate
    ? keep(state, 'from-e1rm', { ...known, from: [estimate.from], failures })
    : keep(state, 'repeat', { failures });
}

/** The best set of the last session that has rated sets. Without a rating, what was in reserve is unknown. */
function lastEstimate(history: readonly Judged[], formula: E1rmFormula): Estimate | null {
  for (const from of history) {
    const [best] = from.working
      .filter((set) => set.type === 'failure' || effortOf(set) !== null)
      .flatMap((set) => {
        const max = estimatedMax(set, formula);
        return max && set.weight ? [{ max, unit: set.weight.unit, from }] : [];
      })
      .toSorted((one, other) => compare(toKilograms(other.max, other.unit), toKilograms(one.max, one.unit)));
    if (best) return best;
  }
  return null;
}

function allowedBy({ max, unit }: Estimate, { target, loading }: Ruled<'rpe'>, athlete: Athlete): Load {
  const reps = target.reps?.min ?? target.reps?.max ?? 1;
  const reserve = ratings.max - (effortOf(target) ?? ratings.max);
  const computed = weightForReps(max, reps + reserve, athlete.profile.e1rmFormula);
  return loadOf(computed, unit, gearOf(athlete, unit), loading);
}
