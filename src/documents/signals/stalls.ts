import { plusDays } from '../days.ts';
import { bestsByExercise, greatestOf } from './exercise-bests.ts';
import { eventOf, type SignalDefinition, signalOf } from './signal.ts';

/** An exercise that was not done for so many days is not trained any more. */
const days = 14;

/**
 * Sessions of an exercise in a row without a better estimate than the best one of six weeks. Six sessions are two or three
 * weeks for most exercises: fewer are the usual ups and downs.
 */
export const stalls: SignalDefinition = {
  kinds: ['stall'],
  parts: ['statistics'],
  step: 3,
  find: ({ facts, today, thresholds }) =>
    [...bestsByExercise(facts)].flatMap(([subject, bests]) => {
      const [best, last] = [greatestOf(bests), bests.at(-1)];
      if (!best || !last || last.session.day < plusDays(today, 1 - days)) return [];
      const after = bests.slice(bests.indexOf(best) + 1);
      if (after.length < thresholds.stallSessions) return [];
      const { name } = last.entry;
      return signalOf([best.session, ...after.map(({ session }) => session)], {
        ...{ kind: 'stall', subject, name },
        reason: `${name}: no better estimate than the ${best.value} kg of ${best.session.day} in ${after.length} sessions.`,
        strength: after.length,
        numbers: { sessions: after.length, bestKg: best.value, lastKg: last.value },
        events: [best, ...after].map(({ session, revision }) => eventOf(session, revision)),
      });
    }),
};
