import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId, Instant, TimeZone } from '../../events/ids.ts';
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
  /** The facts of six weeks, the earliest first, and those of the last session, also of an earlier one. */
  facts: readonly SessionFacts[];
  last: SessionFacts | null;
  planned: readonly PlannedDay[];
  reached: ReadonlyMap<string, number>;
  thresholds: Partial<Thresholds>;
  marks: readonly SeenMark[];
}>;

/** The signals of an athlete now, the most urgent first, with the day that it is for the athlete. */
export function athleteSignals(found: AthleteFacts, now: Instant) {
  const context = contextOf(found, now);
  return { today: context.today, context, signals: signalsOf(context, found.scope, found.marks) };
}

function contextOf(found: AthleteFacts, now: Instant): SignalContext {
  const { timezone, facts, last, planned, schedule, reached, acceptedAt, coachingId, coachingRevision } = found;
  const lastSession = facts.at(-1) ?? last;
  const zone = timezone ?? lastSession?.timezone ?? ('UTC' as TimeZone);
  const today = localDay(now, zone);
  return {
    ...{ today, planned, schedule, reached, lastSession },
    // A day of a zone further east may be one later.
    facts: facts.filter(({ day }) => day <= today),
    coachedFrom: localDay(acceptedAt, zone),
    coaching: { stream: `coaching-${coachingId}`, revision: coachingRevision },
    thresholds: { ...usualThresholds, ...found.thresholds },
  };
}
