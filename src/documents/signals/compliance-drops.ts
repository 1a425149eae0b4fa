import type { Day } from '../../events/ids.ts';
import { plusDays } from '../days.ts';
import { eventOf, lately, type PlannedDay, roundTo, type SignalDefinition, signalOf, sumOf } from './signal.ts';

/** How many days are compared with as many before them, and how many planned entries both need. */
const [days, leastEntries] = [30, 10];

/** The share of planned entries with all their sets, in percent; null without any. The days `from` and `to` count. */
export function rateBetween(planned: readonly PlannedDay[], from: Day, to: Day) {
  const own = planned.filter(({ day }) => day >= from && day <= to);
  const entries = sumOf(own.map((each) => each.entries));
  const fulfilled = sumOf(own.map((each) => each.fulfilled));
  return { entries, fulfilled, percent: entries === 0 ? null : roundTo((fulfilled / entries) * 100, 1) };
}

/** The rate of the last days, today included, and that of as many days before them. */
export const ratesOf = (planned: readonly PlannedDay[], today: Day, count: number) => ({
  now: rateBetween(planned, plusDays(today, 1 - count), today),
  before: rateBetween(planned, plusDays(today, 1 - 2 * count), plusDays(today, -count)),
});

/** Compliance of 30 days against that of the 30 days before, in points of percent. */
export const complianceDrops: SignalDefinition = {
  kinds: ['compliance_drop'],
  parts: ['statistics'],
  step: 10,
  find({ planned, facts, today, thresholds }) {
    const { now, before } = ratesOf(planned, today, days);
    if (now.percent === null || before.percent === null) return [];
    const points = roundTo(before.percent - now.percent, 1);
    if (Math.min(now.entries, before.entries) < leastEntries || points < thresholds.complianceDropPoints) return [];
    const short = lately(facts, today, days).filter(({ entries }) =>
      entries.some((entry) => entry.planned && entry.planned.workingSets < entry.planned.plannedSets),
    );
    return [
      signalOf(
        short,
        {
          kind: 'compliance_drop',
          reason: `Compliance of 30 days fell from ${before.percent} % to ${now.percent} %.`,
          strength: points,
          numbers: { points, percent: now.percent, previousPercent: before.percent, entries: now.entries },
          events: short.map((session) => eventOf(session, session.endRevision ?? 0)),
        },
        today,
      ),
    ];
  },
};
