import type { Schemas } from '../api/schemas.ts';
import { formatDistance, formatNumber, formatSeconds, formatWeight } from './format.ts';

type Measures = Pick<Schemas['Set'], 'weight' | 'reps' | 'seconds' | 'distance' | 'rpe' | 'rir'>;
type Target = Schemas['PlannedSet'];

/** What a set was, such as `100 kg × 5 @8`. */
export function describeSet({ weight, reps, seconds, distance, rpe, rir }: Measures): string {
  const amounts = [
    reps !== null && String(reps),
    distance && formatDistance(distance),
    seconds !== null && formatSeconds(seconds),
  ];
  const parts = [weight && formatWeight(weight), ...amounts].filter(Boolean).join(' × ');
  return [parts || '–', effortOf({ rpe, rir })].filter(Boolean).join(' ');
}

/** What a plan asks for, such as `100 kg × 5–8 @8`. */
export function describeTarget({ reps, ...target }: Target): string {
  const range = reps && [reps.min, reps.max].filter((each) => each !== null);
  const asked = range && [...new Set(range)].join('–') + (reps.max === null ? '+' : '');
  const amounts = [
    asked,
    target.distance && formatDistance(target.distance),
    target.seconds !== null && formatSeconds(target.seconds),
  ];
  const parts = [target.weight && formatWeight(target.weight), ...amounts].filter(Boolean).join(' × ');
  return [parts, effortOf(target)].filter(Boolean).join(' ');
}

const effortOf = ({ rpe, rir }: Pick<Measures, 'rpe' | 'rir'>): string => {
  if (rpe !== null) return `@${formatNumber(rpe)}`;
  return rir === null ? '' : `RIR ${rir}`;
};
