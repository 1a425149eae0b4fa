import { statusOf } from '../current-plan.ts';
import { daysFrom } from '../days.ts';
import { type SignalDefinition, signalOf } from './signal.ts';

/**
 * Days since the last session began, or since the coach may read if there is none. Ten days are longer than a week of rest.
 * While the plan is paused, silence is what was planned.
 */
export const silence: SignalDefinition = {
  kinds: ['silence'],
  parts: ['history'],
  step: 7,
  find({ today, lastSession, coachedFrom, coaching, schedule, thresholds }) {
    const since = lastSession?.day ?? coachedFrom;
    const count = daysFrom(since, today);
    const isPaused = schedule !== null && statusOf(schedule, today) === 'paused';
    if (isPaused || count < thresholds.silentDays) return [];
    const event = lastSession ? { stream: `session-${lastSession.id}`, revision: lastSession.startRevision } : coaching;
    const told = lastSession
      ? `Has not trained since ${since}`
      : `Has not trained since the coaching began on ${since}`;
    return [
      signalOf([{ day: since }], {
        kind: 'silence',
        reason: `${told}: ${count} days.`,
        strength: count,
        numbers: { days: count },
        events: [event],
      }),
    ];
  },
};
