import type { SessionFacts } from './session-facts.ts';
import { eventOf, hasEndedFacts, lately, medianOf, type SignalDefinition, signalOf } from './signal.ts';

/** How many days are counted, and how many sessions a median needs. */
const [days, leastSessions] = [14, 5];
/** A session with a smaller share is shortened: of its planned sets, or of the athlete's own median. */
const [planShare, ownShare] = [0.7, 0.6];

/**
 * Sessions of two weeks with less than 70 % of the planned sets. A session without a plan is shortened with less than 60 % of
 * the athlete's own median of sets. So is one that took less than 60 % of the median time, unless all that was planned is done.
 */
export const shortenedSessions: SignalDefinition = {
  kinds: ['shortened_sessions'],
  parts: ['statistics'],
  step: 1,
  find({ facts, today, thresholds }) {
    const ended = facts.filter(hasEndedFacts);
    const medians = {
      sets: ended.length < leastSessions ? null : medianOf(ended.map(({ workingSets }) => workingSets)),
      seconds: ended.length < leastSessions ? null : medianOf(ended.flatMap(({ seconds }) => seconds ?? [])),
    };
    const short = lately(ended, today, days).filter((session) => isShortened(session, medians));
    if (short.length < thresholds.shortenedSessions) return [];
    return [
      signalOf(short, {
        kind: 'shortened_sessions',
        reason: `${short.length} sessions of two weeks were shortened.`,
        strength: short.length,
        numbers: { sessions: short.length, medianSets: medians.sets ?? 0, medianSeconds: medians.seconds ?? 0 },
        events: short.map((session) => eventOf(session, session.endRevision ?? 0)),
      }),
    ];
  },
};

type Medians = Readonly<{ sets: number | null; seconds: number | null }>;

function isShortened({ workingSets, plannedSets, seconds }: SessionFacts, medians: Medians): boolean {
  const isPlanned = plannedSets > 0;
  if (isPlanned && workingSets >= plannedSets) return false;
  if (isPlanned && workingSets < plannedSets * planShare) return true;
  if (!isPlanned && medians.sets !== null && workingSets < medians.sets * ownShare) return true;
  return medians.seconds !== null && seconds !== null && seconds < medians.seconds * ownShare;
}
