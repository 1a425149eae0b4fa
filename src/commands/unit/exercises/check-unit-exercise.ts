import type { UnitExerciseDocument } from '../../../documents/unit.ts';
import { invalid } from '../../../errors.ts';
import type { Target } from '../../../events/progression.ts';
import {
  maxAlternatives,
  plannedReps,
  plannedSets,
  restSeconds,
  trainingMaxPercent,
} from '../../../events/training-values.ts';
import {
  distanceUnits,
  isDecimalIn,
  isDistance,
  isInteger,
  isOneOf,
  isRpe,
  isSeconds,
  isWeight,
  loadings,
  type Mode,
  modes,
  rir,
  supersetGroup,
  weightUnits,
} from '../../../events/values.ts';
import { checkInteger, checkName, checkNotes, checkOneOf } from '../../checks.ts';
import { checkProgression } from './check-progression.ts';

/** Refuses an exercise of a training unit that breaks a rule. */
export function checkUnitExercise(exercise: UnitExerciseDocument): void {
  checkName('name', exercise.name);
  checkNotes('notes', exercise.notes);
  checkOneOf('mode', exercise.mode, modes);
  checkOneOf('loading', exercise.loading, loadings);
  checkInteger('supersetGroup', exercise.supersetGroup, supersetGroup);
  checkInteger('sets', exercise.sets, plannedSets);
  checkInteger('restSeconds', exercise.restSeconds, restSeconds);
  if (exercise.alternatives.length > maxAlternatives) {
    throw invalid('alternatives', `An exercise has at most ${maxAlternatives} alternatives.`);
  }
  for (const [at, { name }] of exercise.alternatives.entries()) checkName(`alternatives.${at}.name`, name);
  checkTarget(exercise.target);
  checkTargetOfMode(exercise);
  checkProgression(exercise);
}

/** For each measure of a target: the modes that require it, and those that forbid it. */
const modesOf = {
  reps: { required: ['reps'], forbidden: ['time', 'distance', 'sets_only'] },
  seconds: { required: ['time'], forbidden: ['reps', 'sets_only'] },
  distance: { required: ['distance'], forbidden: ['reps', 'sets_only'] },
} as const satisfies Partial<Record<keyof Target, Readonly<Record<'required' | 'forbidden', readonly Mode[]>>>>;

function checkTargetOfMode({ mode, target, progression }: UnitExerciseDocument): void {
  for (const name of Object.keys(modesOf) as (keyof typeof modesOf)[]) {
    const { required, forbidden }: Readonly<Record<string, readonly Mode[]>> = modesOf[name];
    const has = target[name] !== null;
    if (has && forbidden?.includes(mode)) throw invalid(`target.${name}`, `The mode ${mode} has no ${name}.`);
    // The weeks of a wave say how many repetitions each set has.
    if (!has && required?.includes(mode) && progression.type !== 'percentage') {
      throw invalid(`target.${name}`, `The mode ${mode} requires ${name}.`);
    }
  }
}

const notAllowed = (name: keyof Target) => invalid(`target.${name}`, 'This value is not allowed.');

function checkTarget(target: Target): void {
  const { reps, seconds, distance, weight, percentOfTrainingMax: percent, rpe } = target;
  if (reps !== null) checkReps(reps);
  if (seconds !== null && !isSeconds(seconds)) throw notAllowed('seconds');
  if (distance !== null && !(isDistance(distance.value) && isOneOf(distanceUnits, distance.unit))) {
    throw notAllowed('distance');
  }
  if (weight !== null && !(isWeight(weight.value) && isOneOf(weightUnits, weight.unit))) throw notAllowed('weight');
  if (percent !== null && !isDecimalIn(percent, trainingMaxPercent)) throw notAllowed('percentOfTrainingMax');
  if (rpe !== null && !isRpe(rpe)) throw notAllowed('rpe');
  if (target.rir !== null && !isInteger(target.rir, rir)) throw notAllowed('rir');
  if (weight !== null && percent !== null) {
    throw invalid('target.percentOfTrainingMax', 'A target has a weight or a percentage, not both.');
  }
  if (rpe !== null && target.rir !== null) throw invalid('target.rir', 'A target has either rpe or rir, not both.');
}

function checkReps({ min, max }: NonNullable<Target['reps']>): void {
  if (min === null && max === null) throw invalid('target.reps', 'One end of the range is required.');
  checkInteger('target.reps.min', min, plannedReps);
  checkInteger('target.reps.max', max, plannedReps);
  if (min !== null && max !== null && min > max) throw invalid('target.reps.max', 'The range ends before it begins.');
}
