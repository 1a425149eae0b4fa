import type { Day } from '../../events/ids.ts';
import { plusDays } from '../days.ts';
import { eventOf, roundTo, type SignalDefinition, signalOf } from './signal.ts';

/** How many days a correction is news, by when it was recorded. */
const days = 14;

/**
 * Changes to a session that were recorded more than a day after its end: what, by whom, how late. A typing error is corrected
 * on the same day; a history that changes later is another one than the coach has read.
 */
export const lateCorrections: SignalDefinition = {
  kinds: ['late_corrections'],
  parts: ['history'],
  step: 1,
  find({ facts, today, thresholds: { correctionHours } }) {
    const first = plusDays(today, 1 - days);
    const corrected = facts.filter(({ corrections }) => corrections.length > 0);
    return corrected.flatMap((session) => {
      const late = session.corrections.filter(
        ({ lateSeconds, recordedAt }) => lateSeconds > correctionHours * 3_600 && recordedAt.slice(0, 10) >= first,
      );
      if (late.length === 0) return [];
      const hours = roundTo(Math.max(...late.map(({ lateSeconds }) => lateSeconds)) / 3_600, 1);
      const dayOf = (recordedAt = '') => recordedAt.slice(0, 10) as Day;
      return signalOf([session], {
        ...{ kind: 'late_corrections', subject: session.id, corrections: late },
        ...{ from: dayOf(late[0]?.recordedAt), to: dayOf(late.at(-1)?.recordedAt) },
        reason: `The session of ${session.day} was corrected ${late.length === 1 ? 'once' : `${late.length} times`} up to ${hours} hours after its end.`,
        strength: late.length,
        numbers: { corrections: late.length, hours },
        events: late.map(({ revision }) => eventOf(session, revision)),
      });
    });
  },
};
