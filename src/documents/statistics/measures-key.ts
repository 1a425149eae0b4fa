import type { Weight } from '../../events/performance.ts';
import type { SetDocument } from '../entries.ts';
import { isAssisted } from '../one-rep-max.ts';

/** A text of the type and the measures of a set. Sets with the same text have the same figures, unless they are assisted. */
export const measuresKey = ({ type, weight, reps, seconds, distance, rpe, rir }: SetDocument): string =>
  `${type} ${weight?.value} ${weight?.unit} ${reps} ${seconds} ${distance?.value} ${distance?.unit} ${rpe} ${rir}`;

/**
 * As `measuresKey`, but for an assisted set with the body weight of the day: all sets with the same text have the same
 * figures.
 */
export const figuresKey = (set: SetDocument, bodyWeight: Weight | null): string =>
  isAssisted(set) ? `${measuresKey(set)} ${bodyWeight?.value} ${bodyWeight?.unit}` : measuresKey(set);
