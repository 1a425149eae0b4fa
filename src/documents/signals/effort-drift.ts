import { lastValues } from './drift.ts';
import { roundTo, type SignalDefinition, signalOf, sumOf } from './signal.ts';

/** Sets with a target and a rating of effort that a session needs. */
const leastSets = 2;

/**
 * The logged effort less the target, in points of RPE (a repetition in reserve is a point less than 10), as the mean of all
 * rated sets of the last three such sessions. A point too hard is a weight for one repetition less. Ratings that are too
 * easy are less exact, so one and a half points are needed.
 */
export const effortDrift: SignalDefinition = {
  kinds: ['effort_up', 'effort_down'],
  parts: ['statistics', 'plans'],
  step: 0.5,
  find(context) {
    const drift = lastValues(context, ({ effort }) => effort, leastSets);
    if (drift === null) return [];
    const { sessions, values, events } = drift;
    const mean = roundTo(sumOf(values) / values.length, 2);
    const { effortUp, effortDown } = context.thresholds;
    const isUp = mean >= effortUp;
    if (!isUp && mean > -effortDown) return [];
    const size = Math.abs(mean);
    return [
      signalOf(sessions, {
        kind: isUp ? 'effort_up' : 'effort_down',
        reason: `The effort was ${size} ${isUp ? 'above' : 'below'} the target in the last ${sessions.length} rated sessions.`,
        strength: size,
        numbers: { points: mean, sets: values.length, sessions: sessions.length },
        events,
      }),
    ];
  },
};
