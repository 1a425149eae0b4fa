import { z } from 'zod';
import {
  distanceUnits,
  hasSecondsDecimals,
  isDecimalIn,
  maxQuantity,
  rpe as rpeRange,
  secondsDecimals,
  weightUnits,
} from '../../events/values.ts';
import { rule } from './validation-errors.ts';

// Schemas of measures in requests: of performed sets, and of the targets of planned ones.

const atMost = rule('less_than_equal', `Must be less than ${maxQuantity}.`);
const positive = rule('greater_than_equal', 'Must be more than 0.');

/** The schema of a measured quantity. Adding 0 turns -0, which JSON allows, into 0. */
const quantity = z
  .number()
  .refine((value) => value < maxQuantity, atMost)
  .transform((value) => value + 0)
  .meta({ exclusiveMaximum: maxQuantity });

export const weight = z.strictObject({
  value: quantity
    .refine((value) => value > -maxQuantity, rule('greater_than_equal', `Must be more than -${maxQuantity}.`))
    .meta({ exclusiveMinimum: -maxQuantity, description: 'Negative for assistance.' }),
  unit: z.enum(weightUnits),
});
/** A weight above 0. */
export const load = z.strictObject({
  value: quantity.refine((value) => value > 0, positive).meta({ exclusiveMinimum: 0 }),
  unit: z.enum(weightUnits),
});
export const distance = z.strictObject({
  value: quantity.refine((value) => value > 0, positive).meta({ exclusiveMinimum: 0 }),
  unit: z.enum(distanceUnits),
});
export const seconds = quantity
  .refine((value) => value > 0, positive)
  .refine(
    (value) => !(value < maxQuantity) || hasSecondsDecimals(value),
    rule('value_error', `Must have at most ${secondsDecimals} decimals.`),
  )
  .meta({ exclusiveMinimum: 0 });
export const rpe = z
  .number()
  .min(rpeRange.min)
  .max(rpeRange.max)
  .refine(
    (value) => Number.isInteger(value / rpeRange.step),
    rule('value_error', `Must be a multiple of ${rpeRange.step}.`),
  )
  .meta({ multipleOf: rpeRange.step });
/** The schema of a number within a range, with few decimals. */
export const decimalIn = (range: Readonly<{ min: number; max: number; decimals: number }>) =>
  z
    .number()
    .min(range.min)
    .max(range.max)
    .transform((value) => value + 0)
    .refine(
      (value) => !(value >= range.min && value <= range.max) || isDecimalIn(value, range),
      rule('value_error', `Must have at most ${range.decimals} decimals.`),
    )
    .meta({ minimum: range.min, maximum: range.max });
