import type { Gear } from '../events/profile.ts';
import type { WeightUnit } from '../events/values.ts';

/** The numbers from `first` to `last`, each `step` more than the one before. */
const series = (first: number, last: number, step: number): number[] =>
  Array.from({ length: Math.round((last - first) / step) + 1 }, (_, at) => first + at * step);

const plates = (...values: number[]) => values.map((value) => ({ value, pairs: null }));

/** What most gyms have, for an athlete whose profile says nothing else. */
export const usualGear: Readonly<Record<WeightUnit, Gear>> = {
  kg: {
    bar: 20,
    plates: plates(25, 20, 15, 10, 5, 2.5, 1.25),
    dumbbells: [...series(1, 10, 1), ...series(12.5, 50, 2.5)],
    step: 2.5,
  },
  lb: { bar: 45, plates: plates(45, 35, 25, 10, 5, 2.5), dumbbells: series(5, 100, 5), step: 5 },
};
