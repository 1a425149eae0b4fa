import { z } from 'zod';
import type { Measures } from '../../events/performance.ts';
import {
  distanceUnits,
  maxQuantity,
  modes,
  reps,
  rir,
  rpe,
  sessionStatuses,
  setTypes,
  supersetGroup,
  weightUnits,
} from '../../events/values.ts';
import { count, id, instant, integerIn, pageOf, revision } from '../responses/fields.ts';

const weight = z.strictObject({
  value: z.number().gt(-maxQuantity).lt(maxQuantity),
  unit: z.enum(weightUnits),
});
const distance = z.strictObject({ value: z.number().gt(0).lt(maxQuantity), unit: z.enum(distanceUnits) });

const measures = {
  type: z.enum(setTypes),
  weight: weight.nullable(),
  reps: integerIn(reps).nullable(),
  seconds: z.number().gt(0).lt(maxQuantity).nullable(),
  distance: distance.nullable(),
  rpe: z.number().min(rpe.min).max(rpe.max).multipleOf(rpe.step).nullable(),
  rir: integerIn(rir).nullable(),
} satisfies Record<keyof Measures, z.ZodType>;

const set = z.strictObject({
  id,
  order: count,
  ...measures,
  notes: z.string().nullable(),
  performedAt: instant.nullable(),
});

/** An entry in the response body of a training session. */
export const entry = z.strictObject({
  id,
  exerciseId: id.nullable(),
  name: z.string(),
  mode: z.enum(modes),
  order: count,
  supersetGroup: integerIn(supersetGroup).nullable(),
  notes: z.string().nullable(),
  planned: z.null(),
  sets: z.array(set),
});

const common = {
  id,
  name: z.string().nullable(),
  status: z.enum(sessionStatuses),
  startedAt: instant,
  endedAt: instant.nullable(),
  durationSeconds: z.int().nullable(),
  timezone: z.string(),
  plan: z.null(),
  unit: z.null(),
  importId: id.nullable(),
  revision,
  createdAt: instant,
  updatedAt: instant,
};

/** The response body of a whole training session. Every command on a session returns it. */
export const session = z.strictObject({
  ...common,
  userId: id,
  notes: z.string().nullable(),
  exercises: z.array(entry),
});

const summary = z.strictObject({ ...common, exerciseCount: count, setCount: count });

export const sessionPage = pageOf(z.union([summary, session]));
