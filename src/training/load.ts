import { compare, type Decimal, decimalOf, numberOf, plus, quotient, rounded, times } from '../documents/decimal.ts';
import { fromKilograms, kilogramsOf } from '../documents/measure-units.ts';
import type { Weight } from '../events/performance.ts';
import type { Gear } from '../events/profile.ts';
import { type Loading, maxQuantity, type WeightUnit } from '../events/values.ts';
import { barWeights, dumbbellWeights, hundredthsOf } from './loadable-weights.ts';

/** A computed weight, and the weight that the athlete can load instead of it. */
export type Load = Readonly<{ exact: Weight; weight: Weight }>;

/** How many decimals a computed weight keeps: as many as pounds in kilograms have. */
const decimals = 8;
const greatest = decimalOf(maxQuantity - 0.01);
const hundred = decimalOf(100);
const minusOne = decimalOf(-1);

/** A computed weight as events store it. */
export function weightOf(value: Decimal, unit: WeightUnit): Weight {
  const isTooMuch = compare(value, greatest) > 0;
  return { value: numberOf(isTooMuch ? greatest : rounded(value, decimals)), unit };
}

export const isSameWeight = (one: Weight | null, other: Weight | null): boolean =>
  one?.value === other?.value && one?.unit === other?.unit;

/** Compares two weights, of which each has its unit. Less assistance is more weight. */
export const compareWeights = (one: Weight, other: Weight): number => compare(kilogramsOf(one), kilogramsOf(other));

/** Adds an increment, in the unit of the weight. An increment of the other unit is converted. */
export function raised({ value, unit }: Weight, increment: Weight): Decimal {
  const by =
    increment.unit === unit ? decimalOf(increment.value) : fromKilograms(kilogramsOf(increment), unit, decimals);
  return plus(decimalOf(value), by);
}

/** Takes a percentage away. Of an assistance this percentage is added, which makes the exercise easier too. */
export const reduced = ({ value }: Weight, percent: number): Decimal =>
  plus(decimalOf(value), times(minusOne, partOf(decimalOf(Math.abs(value)), percent)));

export const partOf = (value: Decimal, percent: number): Decimal =>
  times(value, times(decimalOf(percent), decimalOf(0.01)));

/**
 * Finds the weight nearest to a computed one that the athlete can load, of two equally near ones the lighter. Weights
 * without gear, such as assistance, are rounded to the step. A computed weight beyond all gear becomes that of the gear,
 * so that further increases do not add up unseen.
 */
export function loadOf(computed: Decimal, unit: WeightUnit, gear: Gear, loading: Loading): Load {
  const exact = weightOf(computed, unit);
  const { lower, upper } = neighbours(decimalOf(exact.value), gear, loading);
  if (lower === null || upper === null) {
    const weight = { value: (lower ?? upper ?? 0) / 100, unit };
    return { exact: weight, weight };
  }
  const twice = times(decimalOf(exact.value), decimalOf(200));
  const value = (compare(twice, decimalOf(lower + upper)) > 0 ? upper : lower) / 100;
  return { exact, weight: { value, unit } };
}

/** The loadable weights around another one, in hundredths. They are equal if that one is loadable itself. */
type Neighbours = Readonly<{ lower: number | null; upper: number | null }>;

function neighbours(value: Decimal, gear: Gear, loading: Loading): Neighbours {
  const scaled = times(value, hundred);
  const floor = floorOf(scaled);
  const isWhole = compare(scaled, decimalOf(floor)) === 0;
  const listed = floor > 0 ? listedWeights(gear, loading) : [];
  if (listed.length === 0) {
    const step = hundredthsOf(gear.step);
    const lower = Math.floor(floor / step) * step;
    return { lower, upper: isWhole && lower === floor ? lower : lower + step };
  }
  const above = listed.findIndex((weight) => weight > floor);
  const place = above < 0 ? listed.length : above;
  const lower = listed[place - 1] ?? null;
  return { lower, upper: isWhole && lower === floor ? lower : (listed[place] ?? null) };
}

const listedWeights = (gear: Gear, loading: Loading): readonly number[] =>
  loading === 'barbell' ? barWeights(gear) : loading === 'dumbbells' ? dumbbellWeights(gear) : [];

/** The greatest whole number that is not above a number. */
function floorOf(value: Decimal): number {
  const nearest = quotient(value, decimalOf(1), 0);
  return numberOf(nearest) - (compare(nearest, value) > 0 ? 1 : 0);
}
