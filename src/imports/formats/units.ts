import type { DistanceUnit, WeightUnit } from '../../events/values.ts';
import { wordMap } from './words.ts';

const weightUnitWords = {
  kg: ['kg', 'kgs'],
  lb: ['lb', 'lbs'],
} satisfies Record<WeightUnit, readonly string[]>;

const distanceUnitWords = {
  m: ['m', 'meter', 'meters'],
  km: ['km', 'kms', 'kilometers'],
  mi: ['mi', 'mi.', 'mile', 'miles'],
  yd: ['yd', 'yds', 'yards'],
  ft: ['ft', 'feet'],
} satisfies Record<DistanceUnit, readonly string[]>;

/** Maps the words that a header or a cell may contain for a unit, in lower case, to that unit. */
export const weightUnitOf: ReadonlyMap<string, WeightUnit> = wordMap(weightUnitWords);
export const distanceUnitOf: ReadonlyMap<string, DistanceUnit> = wordMap(distanceUnitWords);
