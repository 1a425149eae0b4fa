import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId, Instant, TimeZone } from '../../events/ids.ts';
import { type SeenMark, signalKinds, type Thresholds, usualThresholds } from '../../events/signal-values.ts';
import { localDay } from '../local-day.ts';
import type { ScheduleDocument } from '../schedule.ts';
import { complianceDays } from '../statistics/compliance.ts';
import { ratesOf } from './compliance-drops.ts';
import { lagOf, loggedByHand } from './late-logging.ts';
import { recordsSince } from './personal-records.ts';
import type { SessionFacts } from './session-facts.ts';
import { lately, type PlannedDay, roundTo, type SignalContext, sumOf } from './signal.ts';
import { asksForAttention, signalsOf, type ToldSignal } from './signals.ts';

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

/** How many days the counts of a roster are of. */
const countedDays = 30;

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

/** The row of an athlete. Members that the scope does not allow are absent. */
export function rosterRow(found: AthleteFacts, now: Instant) {
  const { athleteId, name, email, coachingId, scope } = found;
  const { today, context, signals } = athleteSignals(found, now);
  return {
    ...{ athleteId, name, email, coachingId, scope, today },
    needsAttention: signals.some(asksForAttention),
    signals,
    ...(scope.includes('history') && historyOf(context, found.last)),
    ...(scope.includes('statistics') && statisticsOf(context)),
  };
}

function historyOf(context: SignalContext, last: SessionFacts | null) {
  const { facts, today } = context;
  const recent = lately(facts, today, countedDays);
  const session = facts.at(-1) ?? last;
  const corrections = sumOf(recent.map((each) => each.corrections.length));
  const { id, name, status, startedAt, day } = session ?? {};
  return {
    lastSession: id && status && startedAt && day ? { id, name: name ?? null, status, startedAt, day } : null,
    corrections,
    lag: lagOf(loggedByHand(recent)),
  };
}

function statisticsOf(context: SignalContext) {
  const compliance = complianceDays.map((days) => {
    const { now, before } = ratesOf(context.planned, context.today, days);
    const isKnown = now.percent !== null && before.percent !== null;
    const change = isKnown ? roundTo((now.percent ?? 0) - (before.percent ?? 0), 1) : null;
    return { days, percent: now.percent, previousPercent: before.percent, change };
  });
  const records = recordsSince(context, countedDays).map(({ best: { session, entry, value }, previous }) => ({
    ...{ exerciseId: entry.exerciseId as string, name: entry.name, day: session.day, sessionId: session.id },
    ...{ e1rmKg: value, previousKg: previous },
  }));
  return { compliance, records };
}

type Row = ReturnType<typeof rosterRow>;

const rankOf = new Map(signalKinds.map((kind, rank) => [kind, rank]));
const urgencyOf = (signals: readonly ToldSignal[]): number =>
  Math.min(...signals.filter(asksForAttention).map(({ kind }) => rankOf.get(kind) ?? 0));

/**
 * The rows of all athletes: those that need attention first, by their most urgent signal that was not seen, then by how many
 * there are. Others are sorted by name.
 */
export function rosterOf(athletes: Iterable<AthleteFacts>, now: Instant): readonly Row[] {
  const rows = Iterator.from(athletes).map((found) => {
    const row = rosterRow(found, now);
    return { row, urgency: urgencyOf(row.signals), count: row.signals.filter(asksForAttention).length };
  });
  return rows
    .toArray()
    .toSorted(
      (one, other) =>
        compare(one.urgency, other.urgency) ||
        other.count - one.count ||
        compare(one.row.name ?? '~', other.row.name ?? '~') ||
        compare(one.row.athleteId, other.row.athleteId),
    )
    .map(({ row }) => row);
}

const compare = <Value extends string | number>(one: Value, other: Value): number =>
  one < other ? -1 : one > other ? 1 : 0;
