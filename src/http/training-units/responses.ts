import { z } from 'zod';
import {
  deloadFailures,
  deloadPercent,
  plannedReps,
  plannedSets,
  restSeconds,
  trainingMaxPercent,
} from '../../events/training-values.ts';
import { loadings, modes, rir, supersetGroup } from '../../events/values.ts';
import { count, id, instant, integerIn, namedItems, pageOf, revision } from '../responses/fields.ts';
import { distance, rpe, seconds, weight } from '../responses/measures.ts';
import { sharingMembers, sharingSummary } from '../sharing/schemas.ts';
import { exerciseMeanings, progressionMeanings, targetMeanings, unitMeanings } from './meanings.ts';

const percentIn = ({ min, max }: Readonly<{ min: number; max: number }>) => z.number().min(min).max(max);
const repetitions = integerIn(plannedReps);

export const repRange = z
  .strictObject({ min: repetitions.nullable(), max: repetitions.nullable() })
  .meta({ id: 'RepRange', description: 'A range of repetitions. At least one of its ends is given.' });

const target = z
  .strictObject({
    reps: repRange.nullable(),
    seconds: seconds.nullable().describe(targetMeanings.seconds),
    distance: distance.nullable(),
    weight: weight.nullable(),
    percentOfTrainingMax: percentIn(trainingMaxPercent).nullable().describe(targetMeanings.percentOfTrainingMax),
    rpe: rpe.nullable().describe(targetMeanings.rpe),
    rir: integerIn(rir).nullable().describe(targetMeanings.rir),
  })
  .meta({ id: 'Target', description: 'What to reach in each set. What is not prescribed is null.' });

const deload = z
  .strictObject({ afterFailures: integerIn(deloadFailures), percent: percentIn(deloadPercent) })
  .meta({ id: 'Deload', description: progressionMeanings.deload });
const waveSet = z
  .strictObject({
    percent: percentIn(trainingMaxPercent),
    reps: repetitions,
    atLeast: z.boolean().describe(progressionMeanings.atLeast),
  })
  .meta({ id: 'WaveSet', description: 'A set of a wave: a percentage of the training max, and its repetitions.' });

type Rule = 'none' | 'fixed' | 'linear' | 'double' | 'percentage' | 'rpe';
const ruleOf = <Type extends Rule, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape }).meta({
    id: `${type.charAt(0).toUpperCase()}${type.slice(1)}Progression`,
    description: progressionMeanings[type],
  });
const increment = weight;
const raised = { increment, deload: deload.nullable() };

const progression = z
  .discriminatedUnion('type', [
    ruleOf('none', {}),
    ruleOf('fixed', {}),
    ruleOf('linear', raised),
    ruleOf('double', raised),
    ruleOf('percentage', { weeks: z.array(z.array(waveSet)), ...raised }),
    ruleOf('rpe', { deload: deload.nullable() }),
  ])
  .meta({ id: 'Progression', description: 'How the targets of an exercise change from session to session.' });

const unitExercise = z
  .strictObject({
    id: id.describe('The id of the exercise within this unit.'),
    exerciseId: id.nullable().describe(exerciseMeanings.exerciseId),
    name: z.string().describe(exerciseMeanings.name),
    mode: z.enum(modes).describe(exerciseMeanings.mode),
    primaryMuscles: namedItems.describe(exerciseMeanings.muscles),
    secondaryMuscles: namedItems.describe(exerciseMeanings.muscles),
    order: count.describe('The place among the exercises of the unit, from 0 without gaps.'),
    supersetGroup: integerIn(supersetGroup).nullable().describe(exerciseMeanings.supersetGroup),
    sets: integerIn(plannedSets).describe(exerciseMeanings.sets),
    target,
    restSeconds: integerIn(restSeconds).nullable().describe(exerciseMeanings.restSeconds),
    loading: z.enum(loadings).describe(exerciseMeanings.loading),
    progression,
    notes: z.string().nullable(),
    alternatives: z
      .array(
        z
          .strictObject({ exerciseId: id.nullable(), name: z.string() })
          .meta({ id: 'Alternative', description: 'An exercise that the athlete may do instead.' }),
      )
      .describe(exerciseMeanings.alternatives),
  })
  .meta({ id: 'UnitExercise', description: 'An exercise of a training unit, with its targets.' });

const common = {
  id,
  userId: id.describe('The account that the unit belongs to.'),
  ...sharingSummary,
  name: z.string().describe(unitMeanings.name),
  description: z.string().nullable().describe(unitMeanings.description),
  archivedAt: instant.nullable().describe(unitMeanings.archivedAt),
  copyOf: id.nullable().describe(unitMeanings.copyOf),
  revision,
  createdAt: instant,
  updatedAt: instant,
};

/** The response body of a whole training unit. Every command on a unit returns it. */
export const unit = z
  .strictObject({
    ...common,
    ...sharingMembers,
    exercises: z.array(unitExercise).describe('The exercises in order.'),
  })
  .meta({ id: 'TrainingUnit', description: 'What an athlete plans to do on one day.' });

const summary = z
  .strictObject({ ...common, exerciseCount: count })
  .meta({ id: 'TrainingUnitSummary', description: 'A training unit with the number of its exercises.' });

export const unitPage = pageOf(summary).meta({ id: 'TrainingUnitPage', description: 'A page of training units.' });
