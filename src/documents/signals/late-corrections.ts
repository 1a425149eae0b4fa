import type { Day } from '../../events/ids.ts';
import { plusDays } from '../days.ts';
import { localDay } from '../local-day.ts';
import type { Correction } from './session-facts.ts';
import { eventOf, roundTo, type SignalContext, type SignalDefinition, signalOf } from './signal.ts';

/** How many days a correction is news, by when it was recorded. */
const days = 14;

/** The day on which a correction was recorded. */
export const correctionDay = ({ zone }: Pick<SignalContext, 'zone'>, { recordedAt }: Correction): Day =>
  localDay(recordedAt, zone);

/**
 * Changes to a session that were recorded more than a day after its end: what, by whom, how late. A typing error is corrected
 * on the same day; a history that changes later is another one than the coach has read.
 */
export const lateCorrections: SignalDefinition = {
  kinds: ['late_corrections'],
  parts: ['history'],
  step: 1,
  find(context) {
    const { facts, today, thresholds } = context;
    const first = plusDays(today, 1 - days);
    const corrected = facts.filter(({ corrections }) => corrections.length > 0);
    return corrected.flatMap((session) => {
      const late = session.corrections.filter(
        (each) => each.lateSeconds > thresholds.correctionHours * 3_600 && correctionDay(context, each) >= first,
      );
      const [earliest, latest] = [late[0], late.at(-1)];
      if (!earliest || !latest) return [];
      const hours = roundTo(Math.max(...late.map(({ lateSeconds }) => lateSeconds)) / 3_600, 1);
      return signalOf([session], {
        ...{ kind: 'late_corrections', subject: session.id, corrections: late },
        ...{ from: correctionDay(context, earliest), to: correctionDay(context, latest) },
        reason: `The session of ${session.day} was corrected ${late.length === 1 ? 'once' : `${late.length} times`} up to ${hours} hours after its end.`,
        strength: late.length,
        numbers: { corrections: late.length, hours },
        events: late.map(({ revision }) => eventOf(session, revision)),
      });
    });
  },
};
