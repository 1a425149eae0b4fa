import { plusDays } from '../days.ts';
import { bestsByExercise, greatestOf } from './exercise-bests.ts';
import { eventOf, roundTo, type SignalContext, type SignalDefinition, signalOf } from './signal.ts';

/** How many days a record is news. */
const days = 7;

/**
 * The best estimate of an exercise within a week, if it is greater than every earlier one. The first one of an exercise
 * beats nothing, and a tie is no record. Assisted sets do not count, because their estimates follow from the body weight.
 */
export const personalRecords: SignalDefinition = {
  kinds: ['record'],
  parts: ['statistics'],
  step: 0.001,
  find: (context) =>
    recordsSince(context, days).flatMap(({ best, previous }) => {
      const percent = roundTo((best.value / previous - 1) * 100, 1);
      if (percent < context.thresholds.recordPercent) return [];
      const { name, exerciseId } = best.entry;
      return signalOf([best.session], {
        ...{ kind: 'record', subject: exerciseId, name },
        reason: `${name}: an estimate of ${best.value} kg, more than the ${previous} kg of before.`,
        strength: best.value,
        numbers: { e1rmKg: best.value, previousKg: previous, percent },
        events: [eventOf(best.session, best.revision)],
      });
    }),
};

/** The records of the last days, by exercise, each with the best estimate before it. */
export function recordsSince({ facts, today, reached }: SignalContext, count: number) {
  const first = plusDays(today, 1 - count);
  return [...bestsByExercise(facts)].flatMap(([exercise, bests]) => {
    const best = greatestOf(bests);
    if (!best || best.session.day < first) return [];
    const before = greatestOf(bests.slice(0, bests.indexOf(best)))?.value ?? 0;
    const previous = Math.max(before, reached.get(exercise) ?? 0);
    return previous > 0 && best.value > previous ? [{ best, previous }] : [];
  });
}
