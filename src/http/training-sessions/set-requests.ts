import { z } from 'zod';
import type { SetId } from '../../events/ids.ts';
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

/** Adding 0 turns -0 into 0. */
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

const fields = {
  type: z.enum(setTypes),
  weight: weight.nullable(),
  reps: integer(reps.min, reps.max).nullable(),
  seconds: seconds.nullable(),
  distance: distance.nullable(),
  rpe: rpe.nullable(),
  rir: integer(rir.min, rir.max).nullable(),
  notes: notes.nullable(),
  performedAt: instant.nullable(),
};

export const logSet = z.strictObject({
  id: ownId<SetId>().exactOptional(),
  type: fields.type.default('normal'),
  weight: fields.weight.default(null),
  reps: fields.reps.default(null),
  seconds: fields.seconds.default(null),
  distance: fields.distance.default(null),
  rpe: fields.rpe.default(null),
  rir: fields.rir.default(null),
  notes: fields.notes.default(null),
  performedAt: fields.performedAt.default(null),
});

export const correctSet = z.strictObject({
  type: fields.type.exactOptional(),
  weight: fields.weight.exactOptional(),
  reps: fields.reps.exactOptional(),
  seconds: fields.seconds.exactOptional(),
  distance: fields.distance.exactOptional(),
  rpe: fields.rpe.exactOptional(),
  rir: fields.rir.exactOptional(),
  notes: fields.notes.exactOptional(),
  performedAt: fields.performedAt.exactOptional(),
});

export const reorderSets = z.strictObject({ ids: listOf(anyId<SetId>(), { max: maxSetsPerExercise }) });
