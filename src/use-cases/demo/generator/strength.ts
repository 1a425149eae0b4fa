import type { DemoAthlete } from './cast.ts';
import { historyDays, steps } from './draft.ts';
import type { Lift } from './units.ts';

const poundsPerKilogram = 2.204_622_621_8;
const lastWeek = historyDays / 7;
/** How many of the last weeks have no ups and downs by chance, so that nothing but the planted trouble is found. */
const steadyWeeks = 12;

/** The weeks before the present one, in which a day so many days ago is. */
export const weekOf = (daysAgo: number): number => Math.floor((daysAgo - 1) / 7);

/**
 * The weight that an athlete lifts in a week, in the athlete's unit. It rises for two years, with a lighter week now and
 * then, and was highest two weeks ago.
 */
export function weightIn(athlete: DemoAthlete, lift: Lift, week: number, random: () => number): number | null {
  if (lift.kg === null) return null;
  const full = lift.kg * athlete.level * (athlete.unit === 'lb' ? poundsPerKilogram : 1);
  const step = steps[athlete.unit];
  const rounded = Math.round((full * shareIn(athlete, lift, week, random)) / step) * step;
  // A light weight has few steps, and rounding must not hide that less was lifted.
  const best = Math.round(full / step) * step;
  return athlete.troubles.includes('record') && week === 0 ? best + step : rounded;
}

function shareIn({ troubles }: DemoAthlete, lift: Lift, week: number, random: () => number): number {
  const chance = 1 + (random() - 0.5) * 0.05;
  if (week < 2) return 0.97;
  if (lift.exercise === 'Bench Press (Barbell)' && troubles.includes('stall') && week < 5) return 0.95;
  const trend = 1 - 0.35 * ((week - 2) / lastWeek) ** 0.8;
  if (week < steadyWeeks) return trend;
  return (week % 8 === 7 ? trend * 0.9 : trend) * chance;
}
