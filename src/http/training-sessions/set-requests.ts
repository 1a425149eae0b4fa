import { z } from 'zod';
import type { SetId } from '../../events/ids.ts';
import { emptyMeasures, type Measures } from '../../events/performance.ts';
import { maxSetsPerExercise, reps, rir, setTypes } from '../../events/values.ts';
import { anyId, instant, integer, listOf, notes, ownId } from '../requests/fields.ts';
import { distance, rpe, seconds, weight } from '../requests/measures.ts';
import { setMeanings } from './meanings.ts';

const measures = {
  type: z.enum(setTypes).describe(setMeanings.type),
  weight: weight.nullable().describe(setMeanings.weight),
  reps: integer(reps.min, reps.max).nullable().describe(setMeanings.reps),
  seconds: seconds.nullable().describe(setMeanings.seconds),
  distance: distance.nullable().describe(setMeanings.distance),
  rpe: rpe.nullable().describe(setMeanings.rpe),
  rir: integer(rir.min, rir.max).nullable().describe(setMeanings.rir),
} satisfies Record<keyof Measures, z.ZodType>;
const fields = {
  ...measures,
  notes: notes.nullable(),
  performedAt: instant.nullable().describe(setMeanings.performedAt),
};
type Fields = typeof fields;

const empty = { ...emptyMeasures, notes: null, performedAt: null };
const withDefaults = Object.fromEntries(
  Object.entries(fields).map(([name, field]) => [name, (field as z.ZodType).default(empty[name as keyof Fields])]),
) as unknown as { [Name in keyof Fields]: z.ZodDefault<Fields[Name]> };
const optional = Object.fromEntries(
  Object.entries(fields).map(([name, field]) => [name, field.exactOptional()]),
) as unknown as { [Name in keyof Fields]: z.ZodExactOptional<Fields[Name]> };

export const logSet = z.strictObject({
  id: ownId<SetId>().exactOptional().describe('An id that the client has made. The server makes one by default.'),
  ...withDefaults,
});

export const correctSet = z.strictObject(optional);

export const reorderSets = z.strictObject({
  ids: listOf(anyId<SetId>(), { max: maxSetsPerExercise }).describe('The id of every set, in the new order.'),
});
