import type { UnitExerciseDocument } from '../../../documents/unit.ts';
import { assertNever, invalid } from '../../../errors.ts';
import type { Weight } from '../../../events/performance.ts';
import type { Deload, Progression, WaveSet } from '../../../events/progression.ts';
import {
  deloadFailures,
  deloadPercent,
  maxEstimatedReps,
  maxWaveSets,
  maxWaveWeeks,
  plannedReps,
  trainingMaxPercent,
} from '../../../events/training-values.ts';
import { isDecimalIn, isInteger, isOneOf, isWeight, weightUnits } from '../../../events/values.ts';

type Prescribed = Pick<UnitExerciseDocument, 'mode' | 'target' | 'progression'>;

const broken = (field: string, message: string) => invalid(`progression.${field}`, message);

/** Refuses a progression that breaks a rule, or that does not fit the mode and the target of its exercise. */
export function checkProgression({ mode, target, progression }: Prescribed): void {
  const { type } = progression;
  if ('deload' in progression && progression.deload !== null) checkDeload(progression.deload);
  if ('increment' in progression) checkIncrement(progression.increment);
  switch (type) {
    case 'none':
    case 'fixed':
    case 'linear':
      return;
    case 'double':
      if (typeof target.reps?.min === 'number' && typeof target.reps.max === 'number') return;
      throw broken('type', 'Double progression requires both ends of the repetitions.');
    case 'percentage':
      if (mode !== 'reps') throw broken('type', 'A wave requires the mode reps.');
      if (target.weight !== null || target.percentOfTrainingMax !== null) {
        throw broken('type', 'The weeks of a wave say the weight, so the target has none.');
      }
      checkWeeks(progression.weeks);
      return;
    case 'rpe':
      checkEffort({ mode, target });
      return;
    default:
      assertNever(progression);
  }
}

function checkDeload({ afterFailures, percent }: Deload): void {
  if (!isInteger(afterFailures, deloadFailures)) throw broken('deload.afterFailures', 'This value is not allowed.');
  if (!isDecimalIn(percent, deloadPercent)) throw broken('deload.percent', 'This value is not allowed.');
}

function checkIncrement({ value, unit }: Weight): void {
  if (value > 0 && isWeight(value) && isOneOf(weightUnits, unit)) return;
  throw broken('increment', 'The increment is a weight above 0.');
}

function checkWeeks(weeks: Extract<Progression, { type: 'percentage' }>['weeks']): void {
  if (weeks.length < 1 || weeks.length > maxWaveWeeks) {
    throw broken('weeks', `A wave has 1 to ${maxWaveWeeks} weeks.`);
  }
  for (const [week, sets] of weeks.entries()) {
    if (sets.length < 1 || sets.length > maxWaveSets) {
      throw broken(`weeks.${week}`, `A week has 1 to ${maxWaveSets} sets.`);
    }
    for (const [at, set] of sets.entries()) {
      if (!isWaveSet(set)) throw broken(`weeks.${week}.${at}`, 'This value is not allowed.');
    }
  }
}

const isWaveSet = ({ percent, reps, atLeast }: WaveSet): boolean =>
  isDecimalIn(percent, trainingMaxPercent) && isInteger(reps, plannedReps) && typeof atLeast === 'boolean';

function checkEffort({ mode, target: { reps, rpe, rir } }: Pick<Prescribed, 'mode' | 'target'>): void {
  if (mode !== 'reps') throw broken('type', 'Progression by effort requires the mode reps.');
  if (rpe === null && rir === null) throw broken('type', 'Progression by effort requires rpe or rir.');
  const needed = (reps?.min ?? reps?.max ?? 0) + (rir ?? 10 - (rpe ?? 10));
  if (needed <= maxEstimatedReps) return;
  throw broken('type', `Repetitions and those in reserve are at most ${maxEstimatedReps}.`);
}
