import type { Measures, Weight } from '../events/performance.ts';
import { maxEstimatedReps } from '../events/training-values.ts';
import { type E1rmFormula, rpe as rpeRange } from '../events/values.ts';
import { type Decimal, decimalOf, quotient, times } from './decimal.ts';

/** How many decimals an estimate keeps. */
const decimals = 9;

/**
 * The one-repetition maximum that a set lets expect, in the unit of its weight; null if the set does not tell.
 * Repetitions in reserve count as done. Warm-ups, assistance, and more than twelve repetitions tell nothing.
 * `assistedMax` is for assistance.
 *
 * - Epley: `w · (1 + r / 30)`, and w itself for one repetition.
 * - Brzycki: `w · 36 / (37 − r)`.
 */
export function estimatedMax(set: Measures, formula: E1rmFormula): Decimal | null {
  const reps = countedReps(set);
  return set.weight && reps !== null ? maxOfReps(set.weight, reps, formula) : null;
}

/** The repetitions of a set with those in reserve; null if the set does not tell. */
function countedReps(set: Measures): number | null {
  if (set.type === 'warm_up' || set.reps === null || set.reps < 1) return null;
  return set.reps + reserveOf(set);
}

/** Whether a set tells a one-repetition maximum only with the body weight: it has assistance, a negative weight. */
export function isAssisted(set: Measures): boolean {
  const reps = countedReps(set);
  return set.weight !== null && set.weight.value < 0 && reps !== null && reps <= maxEstimatedReps;
}

/**
 * The one-repetition maximum that an assisted set lets expect, in kilograms; null if the set does not tell. `load` is the
 * body weight without the assistance, in kilograms.
 */
export function assistedMax(set: Measures, load: Decimal, formula: E1rmFormula): Decimal | null {
  const reps = countedReps(set);
  return reps === null ? null : maxOfLoad(load, reps, formula);
}

/**
 * The one-repetition maximum for a weight and a number of repetitions, in the unit of the weight. The repetitions include
 * those in reserve; halves are possible.
 */
export function maxOfReps({ value }: Pick<Weight, 'value'>, reps: number, formula: E1rmFormula): Decimal | null {
  return maxOfLoad(decimalOf(value), reps, formula);
}

function maxOfLoad(load: Decimal, reps: number, formula: E1rmFormula): Decimal | null {
  if (load.digits <= 0n || reps < 1 || reps > maxEstimatedReps) return null;
  if (reps === 1) return load;
  const [factor, divisor] = ratioOf(reps, formula);
  return quotient(times(load, decimalOf(factor)), decimalOf(divisor), decimals);
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
