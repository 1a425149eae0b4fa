import type { Weight } from '../events/performance.ts';
import { type E1rmFormula, e1rmFormulas } from '../events/values.ts';
import { compare, type Decimal, decimalOf, plus, times, zero } from './decimal.ts';
import type { SetDocument } from './entries.ts';
import { kilogramsOf, metresOf, toKilograms } from './measure-units.ts';
import { assistedMax, estimatedMax, isAssisted } from './one-rep-max.ts';

/** What statistics know of the sets of an entry without the body weight. Weights are in kilograms, distances in metres, all of them exact. */
export type PerformanceFigures = Readonly<{
  workingSets: number;
  volume: Decimal;
  /** The best of a working set; null if none has it. */
  setVolume: Decimal | null;
  e1rm: Readonly<Record<E1rmFormula, Decimal | null>>;
  seconds: Decimal | null;
  distance: Decimal | null;
}>;

/** Whether a set counts in statistics: all but warm-ups do. */
export const isWorking = ({ type }: Pick<SetDocument, 'type'>): boolean => type !== 'warm_up';

/** Weight times repetitions in kilograms; null without both. Assistance lifts nothing, so its volume is 0. */
export function volumeOf({ weight, reps }: Pick<SetDocument, 'weight' | 'reps'>): Decimal | null {
  if (weight === null || reps === null) return null;
  return weight.value < 0 ? zero : times(kilogramsOf(weight), decimalOf(reps));
}

/**
 * The estimated one-repetition maximum of a set in kilograms; null for none. An assisted set lifts the body weight without
 * the assistance, so it has an estimate only if the body weight of its day is known.
 */
export function estimatedKilograms(
  set: SetDocument,
  formula: E1rmFormula,
  bodyWeight: Weight | null = null,
): Decimal | null {
  if (set.weight && isAssisted(set)) {
    return bodyWeight && assistedMax(set, plus(kilogramsOf(bodyWeight), kilogramsOf(set.weight)), formula);
  }
  const max = estimatedMax(set, formula);
  return max && set.weight && toKilograms(max, set.weight.unit);
}

export function figuresOf(sets: readonly SetDocument[]): PerformanceFigures {
  const working = sets.filter(isWorking);
  const volumes = working.map(volumeOf);
  const maxOf = (formula: E1rmFormula) => greatest(working.map((set) => estimatedKilograms(set, formula)));
  return {
    workingSets: working.length,
    volume: volumes.reduce<Decimal>((sum, volume) => (volume ? plus(sum, volume) : sum), zero),
    setVolume: greatest(volumes),
    e1rm: Object.fromEntries(e1rmFormulas.map((formula) => [formula, maxOf(formula)])) as PerformanceFigures['e1rm'],
    seconds: greatest(working.map(({ seconds }) => (seconds === null ? null : decimalOf(seconds)))),
    distance: greatest(working.map(({ distance }) => distance && metresOf(distance))),
  };
}

const greatest = (values: readonly (Decimal | null)[]): Decimal | null =>
  values.reduce((best, value) => (value && (!best || compare(value, best) > 0) ? value : best), null);
