import { assertNever } from '../../errors.ts';
import type { Deload, Progression, Target, WaveSet } from '../../events/progression.ts';
import { repsText } from './performed-set.ts';
import { counted, durationText, quantityText } from './words.ts';

/** What an athlete wants to reach in each set, such as `8–12 reps, 60 kg, RPE 8`. */
export function targetText({ reps, seconds, distance, weight, percentOfTrainingMax, rpe, rir }: Target): string {
  const words = [
    ...(reps === null ? [] : [`${repsText(reps)} reps`]),
    ...(seconds === null ? [] : [durationText(seconds)]),
    ...(distance === null ? [] : [quantityText(distance)]),
    ...(weight === null ? [] : [quantityText(weight)]),
    ...(percentOfTrainingMax === null ? [] : [`${percentOfTrainingMax} % of the training max`]),
    ...(rpe === null ? [] : [`RPE ${rpe}`]),
    ...(rir === null ? [] : [`${rir} in reserve`]),
  ];
  return words.length === 0 ? 'no target' : words.join(', ');
}

/** A rule of progression with its numbers. */
export function progressionText(progression: Progression): string {
  switch (progression.type) {
    case 'none':
    case 'fixed':
      return progression.type;
    case 'linear':
    case 'double':
      return `${progression.type}, ${quantityText(progression.increment)} more${deloadText(progression.deload)}`;
    case 'percentage': {
      const weeks = progression.weeks.map((sets) => sets.map(waveSetText).join(', ')).join('; ');
      const more = `${quantityText(progression.increment)} more each cycle`;
      return `${counted(progression.weeks.length, 'week')} (${weeks}), ${more}${deloadText(progression.deload)}`;
    }
    case 'rpe':
      return `by RPE${deloadText(progression.deload)}`;
    default:
      return assertNever(progression);
  }
}

const waveSetText = ({ percent, reps, atLeast }: WaveSet): string => `${percent} % × ${reps}${atLeast ? '+' : ''}`;

const deloadText = (deload: Deload | null): string =>
  deload === null ? '' : `, ${deload.percent} % less after ${counted(deload.afterFailures, 'failure')}`;
