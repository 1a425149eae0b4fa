import { z } from 'zod';
import type { ExerciseId, PlanId, SessionId, SetId, UnitExerciseId, UnitId } from '../../events/ids.ts';
import { progressionTypes, suggestionOutcomes } from '../../events/planned.ts';
import { distanceUnits, e1rmFormulas, modes, weightUnits } from '../../events/values.ts';
import { quantityIn, reps, uuid } from './values.ts';

const weight = quantityIn(weightUnits);

const plannedSet = z.object({
  reps,
  seconds: z.number().nullable(),
  distance: quantityIn(distanceUnits),
  weight,
  rpe: z.number().nullable(),
  rir: z.int().nullable(),
});

const suggestion = z.object({
  rule: z.enum(progressionTypes),
  outcome: z.enum(suggestionOutcomes),
  from: z.array(z.object({ sessionId: uuid<SessionId>(), setIds: z.array(uuid<SetId>()), succeeded: z.boolean() })),
  start: weight,
  base: weight,
  exact: weight,
  weight,
  reps: z.int().nullable(),
  percent: z.number().nullable(),
  trainingMax: weight,
  e1rm: weight,
  formula: z.enum(e1rmFormulas).nullable(),
  failures: z.int(),
  missed: z.int().nullable(),
  week: z.int().nullable(),
  cycle: z.int().nullable(),
});

/** The targets of an entry. Files of earlier versions have none. What became of them follows from the sets. */
export const planned = z
  .object({
    unitExerciseId: uuid<UnitExerciseId>(),
    exerciseId: uuid<ExerciseId>().nullable(),
    name: z.string(),
    mode: z.enum(modes),
    order: z.int(),
    sets: z.array(plannedSet),
    restSeconds: z.int().nullable(),
    suggestion: suggestion.nullable(),
  })
  .nullable()
  .default(null);

/** The templates of a session. */
export const templates = {
  plan: z
    .object({
      ...{ id: uuid<PlanId>().nullable(), name: z.string() },
      ...{ week: z.int().nullable(), day: z.int().nullable(), index: z.int().nullable() },
    })
    .nullable()
    .default(null),
  unit: z.object({ id: uuid<UnitId>().nullable(), name: z.string() }).nullable().default(null),
};
