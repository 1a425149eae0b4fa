import { plannedBySubject } from './planned-entries.ts';
import { eventOf, hasEndedFacts, lately, type SignalDefinition, signalOf } from './signal.ts';

/** As for skipped exercises, a pattern over four weeks. */
const days = 28;

/** Planned entries in which another exercise was done, for each planned exercise: what by what. */
export const substitutions: SignalDefinition = {
  kinds: ['substitution'],
  parts: ['statistics', 'plans'],
  step: 1,
  find({ facts, today, thresholds }) {
    const ended = lately(facts, today, days).filter(hasEndedFacts);
    return plannedBySubject(ended).flatMap(({ subject, name, own }) => {
      const exchanged = own.filter(({ planned }) => planned.isExchanged && planned.workingSets > 0);
      if (exchanged.length < thresholds.substitutions) return [];
      const instead = [...new Set(exchanged.map(({ entry }) => entry.name))];
      return signalOf(
        exchanged.map(({ session }) => session),
        {
          ...{ kind: 'substitution', subject, name, instead },
          reason: `Has done ${instead.join(', ')} instead of ${name} in ${exchanged.length} of ${own.length} sessions of four weeks.`,
          strength: exchanged.length,
          numbers: { exchanged: exchanged.length, planned: own.length },
          events: exchanged.map(({ session, planned }) => eventOf(session, planned.revision)),
        },
      );
    });
  },
};
