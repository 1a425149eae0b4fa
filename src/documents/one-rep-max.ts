import type { Measures, Weight } from '../events/performance.ts';
import { maxEstimatedReps } from '../events/training-values.ts';
import { type E1rmFormula, rpe as rpeRange } from '../events/values.ts';
import { type Decimal, decimalOf, quotient, times } from './decimal.ts';

/** How many decimals an estimate keeps. */
const decimals = 9;

/**
 * The one-repetition maximum that a set lets expect, in the unit of its weight; null if the set does not tell.
 * Repetitions in reserve count as done. Warm-ups, assistance, and more than twelve repetitions tell nothing.
 *
 * - Epley: `w · (1 + r / 30)`, and w itself for one repetition.
 * - Brzycki: `w · 36 / (37 − r)`.
 */
export function estimatedMax(set: Measures, formula: E1rmFormula): Decimal | null {
  if (set.type === 'warm_up' || set.weight === null || set.reps === null || set.reps < 1) return null;
  return maxOfReps(set.weight, set.reps + reserveOf(set), formula);
}

/** The same for a weight and a number of repetitions, which includes those in reserve; halves are possible. */
export function maxOfReps({ value }: Pick<Weight, 'value'>, reps: number, formula: E1rmFormula): Decimal | null {
  if (value <= 0 || reps < 1 || reps > maxEstimatedReps) return null;
  const weight = decimalOf(value);
  if (reps === 1) return weight;
  const [factor, divisor] = ratioOf(reps, formula);
  return quotient(times(weight, decimalOf(factor)), decimalOf(divisor), decimals);
}

/**
 * The weight that a maximum allows for a number of repetitions, which includes those in reserve: the reverse of
 * `maxOfReps`.
 */
export function weightForReps(max: Decimal, reps: number, formula: E1rmFormula): Decimal {
  if (reps <= 1) return max;
  const [factor, divisor] = ratioOf(reps, formula);
  return quotient(times(max, decimalOf(divisor)), decimalOf(factor), decimals);
}

/** The maximum divided by the weight, as a fraction. */
const ratioOf = (reps: number, formula: E1rmFormula): readonly [number, number] =>
  formula === 'epley' ? [30 + reps, 30] : [36, 37 - reps];

/** The repetitions that could still have been done: as the set says, or by its rating, of which 10 means none. */
const reserveOf = ({ rpe, rir }: Pick<Measures, 'rpe' | 'rir'>): number =>
  rir ?? (rpe === null ? 0 : rpeRange.max - rpe);
