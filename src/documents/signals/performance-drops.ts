import { plusDays } from '../days.ts';
import { bestsByExercise, type SessionBest } from './exercise-bests.ts';
import { eventOf, medianOf, roundTo, type SignalDefinition, signalOf } from './signal.ts';

/** How many days a drop is news, and with how many sessions before it is compared: at least, at most. */
const [days, least, most] = [14, 3, 5];

/**
 * The estimate of the last session of an exercise against the median of the sessions before. One in ten is more than a bad
 * day. A session whose targets were all reached is none: less was planned, such as in a week of rest.
 */
export const performanceDrops: SignalDefinition = {
  kinds: ['performance_drop'],
  parts: ['statistics'],
  step: 5,
  find: ({ facts, today, thresholds }) =>
    [...bestsByExercise(facts)].flatMap(([subject, bests]) => {
      const last = bests.at(-1);
      const before = bests.slice(-1 - most, -1);
      const usual = medianOf(before.map(({ value }) => value));
      if (!last || usual === null || before.length < least) return [];
      if (last.session.day < plusDays(today, 1 - days) || isAsPlanned(last)) return [];
      const percent = roundTo((1 - last.value / usual) * 100, 1);
      if (percent < thresholds.dropPercent) return [];
      const { name } = last.entry;
      return signalOf([last.session], {
        ...{ kind: 'performance_drop', subject, name },
        reason: `${name}: an estimate of ${last.value} kg, ${percent} % below the usual ${usual} kg.`,
        strength: percent,
        numbers: { percent, lastKg: last.value, usualKg: usual },
        events: [eventOf(last.session, last.revision)],
      });
    }),
};

/** Whether the entry has reached all targets of weight and repetitions that it was compared with. */
const isAsPlanned = ({ entry: { planned } }: SessionBest): boolean =>
  planned !== null && planned.compared > 0 && planned.short.length === 0 && planned.workingSets >= planned.plannedSets;
