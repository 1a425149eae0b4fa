import type { Distance, Weight } from '../events/performance.ts';
import type { DistanceUnit, WeightUnit } from '../events/values.ts';
import { type Decimal, decimalOf, quotient, rounded, times } from './decimal.ts';

/** The sizes of the pound and of the inch, by definition. */
export const [kilogramsPerPound, centimetresPerInch] = [0.45359237, 2.54];

const inKilograms: Readonly<Record<WeightUnit, Decimal>> = { kg: decimalOf(1), lb: decimalOf(kilogramsPerPound) };
const inMetres: Readonly<Record<DistanceUnit, Decimal>> = {
  m: decimalOf(1),
  km: decimalOf(1_000),
  mi: decimalOf(1_609.344),
  yd: decimalOf(0.9144),
  ft: decimalOf(0.3048),
};

/** A weight in kilograms, exactly. */
export const kilogramsOf = ({ value, unit }: Weight): Decimal => toKilograms(decimalOf(value), unit);

export const toKilograms = (value: Decimal, unit: WeightUnit): Decimal =>
  unit === 'kg' ? value : times(value, inKilograms[unit]);

/** Kilograms in another unit, rounded to the number of `decimals`. */
export const fromKilograms = (kilograms: Decimal, unit: WeightUnit, decimals: number): Decimal =>
  unit === 'kg' ? rounded(kilograms, decimals) : quotient(kilograms, inKilograms[unit], decimals);

/** A distance in metres, exactly. */
export const metresOf = ({ value, unit }: Distance): Decimal => times(decimalOf(value), inMetres[unit]);
