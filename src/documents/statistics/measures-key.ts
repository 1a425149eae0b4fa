import type { SetDocument } from '../entries.ts';

/** A text that is the same for two sets if all of their figures are the same by their measures. */
export const measuresKey = ({ type, weight, reps, seconds, distance, rpe, rir }: SetDocument): string =>
  `${type} ${weight?.value} ${weight?.unit} ${reps} ${seconds} ${distance?.value} ${distance?.unit} ${rpe} ${rir}`;

/** Computes a figure once for all sets with the same measures. */
export function oncePerMeasures<Figure>(compute: (set: SetDocument) => Figure): (set: SetDocument) => Figure {
  const known = new Map<string, Readonly<{ figure: Figure }>>();
  return (set) => {
    const key = measuresKey(set);
    const found = known.get(key) ?? { figure: compute(set) };
    known.set(key, found);
    return found.figure;
  };
}
