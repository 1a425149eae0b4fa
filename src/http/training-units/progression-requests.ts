import { z } from 'zod';
import {
  deloadFailures,
  deloadPercent,
  maxWaveSets,
  maxWaveWeeks,
  plannedReps,
  trainingMaxPercent,
} from '../../events/training-values.ts';
import { rir } from '../../events/values.ts';
import { integer, listOf } from '../requests/fields.ts';
import { decimalIn, distance, load, rpe, seconds, weight } from '../requests/measures.ts';
import { progressionMeanings, targetMeanings } from './meanings.ts';

const repetitions = integer(plannedReps.min, plannedReps.max);

export const target = z.strictObject({
  reps: z
    .strictObject({ min: repetitions.nullable().default(null), max: repetitions.nullable().default(null) })
    .nullable()
    .default(null)
    .describe(targetMeanings.reps),
  seconds: seconds.nullable().default(null).describe(targetMeanings.seconds),
  distance: distance.nullable().default(null).describe(targetMeanings.distance),
  weight: weight.nullable().default(null).describe(targetMeanings.weight),
  percentOfTrainingMax: decimalIn(trainingMaxPercent)
    .nullable()
    .default(null)
    .describe(targetMeanings.percentOfTrainingMax),
  rpe: rpe.nullable().default(null).describe(targetMeanings.rpe),
  rir: integer(rir.min, rir.max).nullable().default(null).describe(targetMeanings.rir),
});

export const noTarget: z.output<typeof target> = {
  ...{ reps: null, seconds: null, distance: null, weight: null },
  ...{ percentOfTrainingMax: null, rpe: null, rir: null },
};

const deload = z
  .strictObject({
    afterFailures: integer(deloadFailures.min, deloadFailures.max),
    percent: decimalIn(deloadPercent),
  })
  .nullable()
  .default(null)
  .describe(progressionMeanings.deload);
const increment = load.describe(progressionMeanings.increment);

const waveSet = z.strictObject({
  percent: decimalIn(trainingMaxPercent),
  reps: repetitions,
  atLeast: z.boolean().default(false).describe(progressionMeanings.atLeast),
});
const weeks = listOf(listOf(waveSet, { min: 1, max: maxWaveSets }), { min: 1, max: maxWaveWeeks });

const ruleOf = <
  Type extends 'none' | 'fixed' | 'linear' | 'double' | 'percentage' | 'rpe',
  Shape extends z.ZodRawShape,
>(
  type: Type,
  shape: Shape,
) => z.strictObject({ type: z.literal(type), ...shape }).describe(progressionMeanings[type]);

export const progression = z.discriminatedUnion('type', [
  ruleOf('none', {}),
  ruleOf('fixed', {}),
  ruleOf('linear', { increment, deload }),
  ruleOf('double', { increment, deload }),
  ruleOf('percentage', { weeks, increment, deload }),
  ruleOf('rpe', { deload }),
]);
