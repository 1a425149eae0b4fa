import { z } from 'zod';
import { maxSetsPerExercise } from '../../commands/session/rules.ts';
import type { SetId } from '../../events/ids.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, instant, integer, listOf, notes, ownId } from '../requests/fields.ts';
import { rule } from '../requests/validation-errors.ts';
import { entryPath, setPath } from './session-requests.ts';

const headers = commandHeaders;
const tooMuch = 1_000_000;

/** JSON knows a negative zero, which no athlete lifts. */
const quantity = z
  .number()
  .refine((value) => value < tooMuch, rule('less_than_equal', `Less than ${tooMuch}.`))
  .transform((value) => value + 0);

const weight = z.strictObject({
  value: quantity.refine((value) => value > -tooMuch, rule('greater_than_equal', `More than -${tooMuch}.`)),
  unit: z.enum(['kg', 'lb']),
});
const distance = z.strictObject({
  value: quantity.refine((value) => value > 0, rule('greater_than_equal', 'More than 0.')),
  unit: z.enum(['m', 'km', 'mi', 'yd', 'ft']),
});
const seconds = quantity
  .refine((value) => value > 0, rule('greater_than_equal', 'More than 0.'))
  // By its digits: binary arithmetic would find more decimals than were sent.
  .refine(
    (value) => !(value < tooMuch) || /^-?\d+(\.\d{1,3})?$/.test(String(value)),
    rule('value_error', 'At most 3 decimals.'),
  );
const rpe = z
  .number()
  .min(1)
  .max(10)
  .refine((value) => Number.isInteger(value * 2), rule('value_error', 'In steps of 0.5.'));

const fields = {
  type: z.enum(['normal', 'warm_up', 'drop', 'failure']),
  weight: weight.nullable(),
  reps: integer(0, 10_000).nullable(),
  seconds: seconds.nullable(),
  distance: distance.nullable(),
  rpe: rpe.nullable(),
  rir: integer(0, 10).nullable(),
  notes: notes.nullable(),
  performedAt: instant.nullable(),
};

export const logSet = z.object({
  path: entryPath,
  headers,
  body: z.strictObject({
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
  }),
});

export const correctSet = z.object({
  path: setPath,
  headers,
  body: z.strictObject({
    type: fields.type.exactOptional(),
    weight: fields.weight.exactOptional(),
    reps: fields.reps.exactOptional(),
    seconds: fields.seconds.exactOptional(),
    distance: fields.distance.exactOptional(),
    rpe: fields.rpe.exactOptional(),
    rir: fields.rir.exactOptional(),
    notes: fields.notes.exactOptional(),
    performedAt: fields.performedAt.exactOptional(),
  }),
});

export const reorderSets = z.object({
  path: entryPath,
  headers,
  body: z.strictObject({ ids: listOf(anyId<SetId>(), { max: maxSetsPerExercise }) }),
});
