import { plannedBySubject } from './planned-entries.ts';
import { eventOf, lately, type SignalDefinition, signalOf } from './signal.ts';

/** A pattern over weeks counts more than one day, so four weeks are counted. */
const days = 28;

/** Planned entries of completed sessions without a set, for each exercise. */
export const skippedExercises: SignalDefinition = {
  kinds: ['skipped_exercise'],
  parts: ['statistics', 'plans'],
  step: 1,
  find({ facts, today, thresholds }) {
    const completed = lately(facts, today, days).filter(({ status }) => status === 'completed');
    return plannedBySubject(completed).flatMap(({ subject, name, own }) => {
      const skipped = own.filter(({ planned }) => planned.workingSets === 0);
      if (skipped.length < thresholds.skips) return [];
      const sessions = skipped.map(({ session }) => session);
      return signalOf(sessions, {
        ...{ kind: 'skipped_exercise', subject, name },
        reason: `Has skipped ${name} in ${skipped.length} of ${own.length} sessions of four weeks.`,
        strength: skipped.length,
        numbers: { skipped: skipped.length, planned: own.length },
        events: skipped.flatMap(({ session, planned }) => [
          eventOf(session, planned.revision),
          eventOf(session, session.endRevision ?? 0),
        ]),
      });
    });
  },
};
