import type { Day } from '../../events/ids.ts';
import { firstOfMonth, mondayOf, plusDays } from '../days.ts';
import { type Decimal, plus, zero } from '../decimal.ts';

/**
 * What an athlete has done on one day: in how many sessions, how many working sets, and their volume in kilograms. A
 * session without a working set counts for nothing.
 */
export type DaySums = Readonly<{ day: Day; sessions: number; sets: number; volume: Decimal }>;

export const periods = ['week', 'month'] as const;
export type Period = (typeof periods)[number];

/** The first day of the week (a Monday) or of the month that a day is in. */
const startOf: Readonly<Record<Period, (day: Day) => Day>> = { week: mondayOf, month: firstOfMonth };

/** The sums of each week or month with a working set, the earliest first. `day` is the first day of each. */
export function sumsBy(period: Period, days: readonly DaySums[]): readonly DaySums[] {
  const groups = Map.groupBy(days, ({ day }) => startOf[period](day));
  return [...groups].map(([day, own]) => sumOf(day, own)).toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

export const sumOf = (day: Day, days: readonly DaySums[]): DaySums => ({
  day,
  sessions: days.reduce((sum, { sessions }) => sum + sessions, 0),
  sets: days.reduce((sum, { sets }) => sum + sets, 0),
  volume: days.reduce((sum, { volume }) => plus(sum, volume), zero),
});

/** Consecutive ISO weeks with enough sessions. `since` is the Monday of the first one; null for none. */
export type Streak = Readonly<{ weeks: number; since: Day | null }>;
export type Streaks = Readonly<{ current: Streak; longest: Streak }>;

const none: Streak = { weeks: 0, since: null };

/**
 * The streak that goes on, and the longest one. The week of `today` counts as soon as it has enough sessions. Until then it
 * does not end the streak, because that week is not over.
 */
export function streaksOf(days: readonly DaySums[], today: Day, neededIn: (monday: Day) => number): Streaks {
  const enough = sumsBy('week', days).filter(({ day, sessions }) => sessions >= neededIn(day));
  const streaks: Streak[] = [];
  let last: Day | null = null;
  for (const { day } of enough) {
    const running: Streak | undefined = streaks.at(-1);
    const isNext = running && last !== null && plusDays(last, 7) === day;
    if (isNext) streaks[streaks.length - 1] = { ...running, weeks: running.weeks + 1 };
    else streaks.push({ weeks: 1, since: day });
    last = day;
  }
  const isGoingOn = last !== null && last >= plusDays(mondayOf(today), -7);
  const longest = streaks.reduce((best, each) => (each.weeks > best.weeks ? each : best), none);
  return { current: (isGoingOn && streaks.at(-1)) || none, longest };
}
