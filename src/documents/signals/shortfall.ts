import { plannedBySubject } from './planned-entries.ts';
import { eventOf, lately, roundTo, type SignalDefinition, signalOf, sumOf } from './signal.ts';

/** How far back sessions count, how many of the last ones of the exercise are compared, and how many sets are needed. */
const [days, sessions, leastSets] = [28, 3, 3];

/**
 * The share of sets with less weight or fewer repetitions than their target, in the last three sessions of an exercise. The
 * targets are those that were copied when the session began. Half of the sets are more than a bad day.
 */
export const shortfall: SignalDefinition = {
  kinds: ['shortfall'],
  parts: ['statistics', 'plans'],
  step: 20,
  find({ facts, today, thresholds }) {
    const compared = plannedBySubject(lately(facts, today, days), (planned) => planned.compared > 0);
    return compared.flatMap(({ subject, name, own }) => {
      const last = own.slice(-sessions);
      const sets = sumOf(last.map(({ planned }) => planned.compared));
      const short = sumOf(last.map(({ planned }) => planned.short.length));
      const percent = roundTo((short / sets) * 100, 1);
      if (last.length < sessions || short < leastSets || percent < thresholds.shortfallPercent) return [];
      return signalOf(
        last.map(({ session }) => session),
        {
          ...{ kind: 'shortfall', subject, name },
          reason: `${name}: ${short} of ${sets} sets were below their target in the last ${last.length} sessions.`,
          strength: percent,
          numbers: { percent, short, sets },
          events: last.flatMap(({ session, planned }) => planned.short.map((revision) => eventOf(session, revision))),
        },
      );
    });
  },
};
