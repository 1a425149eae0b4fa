import { lastValues } from './drift.ts';
import { medianOf, roundTo, type SignalDefinition, signalOf } from './signal.ts';

/** Rests with a target that a session needs. */
const leastRests = 3;

/**
 * The time from one set to the next in percent of the planned rest, as the median of the last three sessions whose sets carry
 * times. The time contains the set itself, so much more than the plan is usual, and 60 % more are not.
 */
export const restDrift: SignalDefinition = {
  kinds: ['rest_longer', 'rest_shorter'],
  parts: ['statistics', 'plans'],
  step: 25,
  find(context) {
    const drift = lastValues(context, ({ rests }) => rests, leastRests);
    const median = drift && medianOf(drift.values);
    if (drift === null || median === null) return [];
    const { sessions, values, events } = drift;
    const { restLongerPercent, restShorterPercent } = context.thresholds;
    const more = roundTo(median - 100, 1);
    const isLonger = more >= restLongerPercent;
    if (!isLonger && more > -restShorterPercent) return [];
    const size = Math.abs(more);
    return [
      signalOf(sessions, {
        kind: isLonger ? 'rest_longer' : 'rest_shorter',
        reason: `Rests were ${size} % ${isLonger ? 'longer' : 'shorter'} than planned in the last ${sessions.length} sessions with times.`,
        strength: size,
        numbers: { percent: more, rests: values.length, sessions: sessions.length },
        events,
      }),
    ];
  },
};
