import { plusDays } from '../../documents/days.ts';
import { complianceDays, complianceOf, type PlannedSums } from '../../documents/statistics/compliance.ts';
import type { Day } from '../../events/ids.ts';

/** The compliance of the last 7, 30 and 90 days. */
export const windowsOf = (sums: readonly PlannedSums[], today: Day) =>
  complianceDays.map((days) => ({
    ...{ days, from: plusDays(today, 1 - days), to: today },
    ...complianceOf(sums, today, days),
  }));

/** The first day that counts for compliance. */
export const complianceSince = (today: Day): Day => plusDays(today, 1 - Math.max(...complianceDays));
