import type { DistanceUnit, WeightUnit } from '../../events/values.ts';
import { wordMap } from './words.ts';

const weightUnitWords = {
  kg: ['kg', 'kgs', 'kilogram', 'kilograms', 'kilo', 'kilos', 'кг'],
  lb: ['lb', 'lbs', 'lb.', 'lbs.', 'pound', 'pounds', '#'],
} satisfies Record<WeightUnit, readonly string[]>;

const distanceUnitWords = {
  m: ['m', 'meter', 'meters', 'metre', 'metres', 'mètres', 'metros', 'metri'],
  km: ['km', 'kms', 'kilometer', 'kilometers', 'kilometre', 'kilometres', 'км'],
  mi: ['mi', 'mi.', 'mile', 'miles'],
  yd: ['yd', 'yds', 'yard', 'yards'],
  ft: ['ft', 'foot', 'feet'],
} satisfies Record<DistanceUnit, readonly string[]>;

/** Maps the words that a header or a cell may contain for a unit, in lower case, to that unit. */
export const weightUnitOf: ReadonlyMap<string, WeightUnit> = wordMap(weightUnitWords);
export const distanceUnitOf: ReadonlyMap<string, DistanceUnit> = wordMap(distanceUnitWords);

/** Maps the words that a header may contain for a unit of time to its length in seconds. */
export const secondsOfUnit: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'secs', 'second', 'seconds', 'sek', 'sekunden', 'secondes', 'segundos'].map(
    (word) => [word, 1] as const,
  ),
  ...['min', 'mins', 'minute', 'minutes', 'minuten', 'minutos', 'minuti'].map((word) => [word, 60] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours', 'std', 'stunden', 'heures', 'horas', 'ore'].map(
    (word) => [word, 3_600] as const,
  ),
  // The unit names how the time is written, such as `1:05:00`.
  ...['h:mm', 'hh:mm', 'h:mm:ss', 'hh:mm:ss', 'm:ss', 'mm:ss'].map((word) => [word, 1] as const),
]);

/** How many kilograms a unit of weight has. */
export const kilogramsOf: Readonly<Record<WeightUnit, number>> = { kg: 1, lb: 0.453_592_37 };
/** How many meters a unit of distance has. */
export const metersOf: Readonly<Record<DistanceUnit, number>> = {
  m: 1,
  km: 1_000,
  mi: 1_609.344,
  yd: 0.9144,
  ft: 0.3048,
};
