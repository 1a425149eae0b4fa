import { z } from 'zod';
import type { SetId } from '../../events/ids.ts';
import { emptyMeasures, type Measures } from '../../events/performance.ts';
import {
  distanceUnits,
  hasSecondsDecimals,
  maxQuantity,
  maxSetsPerExercise,
  reps,
  rir,
  rpe as rpeRange,
  secondsDecimals,
  setTypes,
  weightUnits,
} from '../../events/values.ts';
import { anyId, instant, integer, listOf, notes, ownId } from '../requests/fields.ts';
import { rule } from '../requests/validation-errors.ts';

const atMost = rule('less_than_equal', `Must be less than ${maxQuantity}.`);
const positive = rule('greater_than_equal', 'Must be more than 0.');

/** The schema of a measured quantity. Adding 0 turns -0, which JSON allows, into 0. */
const quantity = z
  .number()
  .refine((value) => value < maxQuantity, atMost)
  .transform((value) => value + 0);

const weight = z.strictObject({
  value: quantity.refine(
    (value) => value > -maxQuantity,
    rule('greater_than_equal', `Must be more than -${maxQuantity}.`),
  ),
  unit: z.enum(weightUnits),
});
const distance = z.strictObject({
  value: quantity.refine((value) => value > 0, positive),
  unit: z.enum(distanceUnits),
});
const seconds = quantity
  .refine((value) => value > 0, positive)
  .refine(
    (value) => !(value < maxQuantity) || hasSecondsDecimals(value),
    rule('value_error', `Must have at most ${secondsDecimals} decimals.`),
  );
const rpe = z
  .number()
  .min(rpeRange.min)
  .max(rpeRange.max)
  .refine(
    (value) => Number.isInteger(value / rpeRange.step),
    rule('value_error', `Must be a multiple of ${rpeRange.step}.`),
  );

const measures = {
  type: z.enum(setTypes),
  weight: weight.nullable(),
  reps: integer(reps.min, reps.max).nullable(),
  seconds: seconds.nullable(),
  distance: distance.nullable(),
  rpe: rpe.nullable(),
  rir: integer(rir.min, rir.max).nullable(),
} satisfies Record<keyof Measures, z.ZodType>;
const fields = { ...measures, notes: notes.nullable(), performedAt: instant.nullable() };
type Fields = typeof fields;

const empty = { ...emptyMeasures, notes: null, performedAt: null };
const withDefaults = Object.fromEntries(
  Object.entries(fields).map(([name, field]) => [name, (field as z.ZodType).default(empty[name as keyof Fields])]),
) as unknown as { [Name in keyof Fields]: z.ZodDefault<Fields[Name]> };
const optional = Object.fromEntries(
  Object.entries(fields).map(([name, field]) => [name, field.exactOptional()]),
) as unknown as { [Name in keyof Fields]: z.ZodExactOptional<Fields[Name]> };

export const logSet = z.strictObject({ id: ownId<SetId>().exactOptional(), ...withDefaults });

export const correctSet = z.strictObject(optional);

export const reorderSets = z.strictObject({ ids: listOf(anyId<SetId>(), { max: maxSetsPerExercise }) });
