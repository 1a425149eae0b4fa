import type { Weight } from './format.ts';

/** A pound in kilograms, exactly. */
const pound = 0.45359237;

/** A weight in kilograms in the unit that a person reads. */
export const inUnit = (kilograms: number, unit: Weight['unit']): Weight => ({
  value: Math.round((unit === 'kg' ? kilograms : kilograms / pound) * 10) / 10,
  unit,
});
