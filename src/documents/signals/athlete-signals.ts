import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId, Day, Instant, TimeZone } from '../../events/ids.ts';
import { type SeenMark, type Thresholds, usualThresholds } from '../../events/signal-values.ts';
import { localDay } from '../local-day.ts';
import type { ScheduleDocument } from '../schedule.ts';
import type { SessionFacts } from './session-facts.ts';
import type { PlannedDay, SignalContext } from './signal.ts';
import { signalsOf } from './signals.ts';

/** What a query finds of an athlete for a coach. What the scope does not allow is empty. */
export type AthleteFacts = Readonly<{
  coachingId: CoachingId;
  coachingRevision: number;
  acceptedAt: Instant;
  athleteId: AccountId;
  name: string | null;
  email: string;
  scope: readonly CoachingPart[];
  timezone: TimeZone | null;
  schedule: ScheduleDocument | null;
  /** `facts`: the sessions of six weeks, the earliest first. `last`: the last session, even if it is older. */
  facts: readonly SessionFacts[];
  last: SessionFacts | null;
  planned: readonly PlannedDay[];
  reached: ReadonlyMap<string, number>;
  thresholds: Partial<Thresholds>;
  marks: readonly SeenMark[];
}>;

/** The time zone in which the athlete's days are counted. */
export const zoneOf = ({ timezone, facts, last }: AthleteFacts): TimeZone =>
  timezone ?? (facts.at(-1) ?? last)?.timezone ?? ('UTC' as TimeZone);

/** The signals of an athlete on a day, the most urgent first. They depend on nothing else, so they are true until the day ends. */
export function athleteSignals(found: AthleteFacts, today: Day) {
  const context = contextOf(found, today);
  return { context, signals: signalsOf(context, found.scope, found.marks) };
}

function contextOf(found: AthleteFacts, today: Day): SignalContext {
  const { facts, last, planned, schedule, reached, acceptedAt, coachingId, coachingRevision } = found;
  const zone = zoneOf(found);
  return {
    ...{ today, zone, planned, schedule, reached, lastSession: facts.at(-1) ?? last },
    // A day of a zone further east may be one later.
    facts: facts.filter(({ day }) => day <= today),
    coachedFrom: localDay(acceptedAt, zone),
    coaching: { stream: `coaching-${coachingId}`, revision: coachingRevision },
    thresholds: { ...usualThresholds, ...found.thresholds },
  };
}
