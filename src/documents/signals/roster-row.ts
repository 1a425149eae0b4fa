import type { Day } from '../../events/ids.ts';
import { complianceDays } from '../statistics/compliance.ts';
import { type AthleteFacts, athleteSignals } from './athlete-signals.ts';
import { ratesOf } from './compliance-drops.ts';
import { lagOf, loggedByHand } from './late-logging.ts';
import { recordsSince } from './personal-records.ts';
import type { SessionFacts } from './session-facts.ts';
import { lately, roundTo, type SignalContext, sumOf } from './signal.ts';
import { asksForAttention } from './signals.ts';

/** How many days the counts of a roster are of. */
const countedDays = 30;

/** The row of an athlete on a day. Members that the scope does not allow are absent. */
export function rosterRow(found: AthleteFacts, today: Day) {
  const { athleteId, name, email, coachingId, scope } = found;
  const { context, signals } = athleteSignals(found, today);
  return {
    ...{ athleteId, name, email, coachingId, scope, today },
    needsAttention: signals.some(asksForAttention),
    signals,
    ...(scope.includes('history') && historyOf(context, found.last)),
    ...(scope.includes('statistics') && statisticsOf(context)),
  };
}

export type RosterRow = ReturnType<typeof rosterRow>;

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
