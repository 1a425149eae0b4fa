import type { SetDocument } from '../entries.ts';

/** A text that is the same for two sets if all of their figures are the same by their measures. */
export const measuresKey = ({ type, weight, reps, seconds, distance, rpe, rir }: SetDocument): string =>
  `${type} ${weight?.value} ${weight?.unit} ${reps} ${seconds} ${distance?.value} ${distance?.unit} ${rpe} ${rir}`;
