import type { Day } from '../../events/ids.ts';
import { plusDays } from '../days.ts';

/**
 * The planned entries of the ended sessions of one day: how many there were, in how many all planned sets were logged, and
 * in how many none was; how many sets were planned, and how many of them were done.
 */
export type PlannedSums = Readonly<{
  day: Day;
  entries: number;
  fulfilled: number;
  skipped: number;
  plannedSets: number;
  doneSets: number;
}>;

export type Compliance = Omit<PlannedSums, 'day'> & Readonly<{ rate: number | null }>;

/** The windows of days, up to today, for which compliance is shown. */
export const complianceDays = [7, 30, 90] as const;

/** The sums of the days from the first to the last one, with the share of planned entries that are fulfilled. */
export function complianceBetween(sums: readonly PlannedSums[], from: Day, to: Day): Compliance {
  const own = sums.filter(({ day }) => day >= from && day <= to);
  const total = (name: Exclude<keyof PlannedSums, 'day'>) => own.reduce((sum, each) => sum + each[name], 0);
  const [entries, fulfilled] = [total('entries'), total('fulfilled')];
  const rate = entries === 0 ? null : Math.round((fulfilled / entries) * 1_000) / 1_000;
  const rest = { skipped: total('skipped'), plannedSets: total('plannedSets'), doneSets: total('doneSets') };
  return { entries, fulfilled, ...rest, rate };
}

/** The compliance of the last days, today included. */
export const complianceOf = (sums: readonly PlannedSums[], today: Day, days: number): Compliance =>
  complianceBetween(sums, plusDays(today, 1 - days), today);
