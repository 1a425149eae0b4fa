import type { SessionFacts } from './session-facts.ts';
import { eventOf, lately, medianOf, roundTo, type SignalDefinition, signalOf, sumOf } from './signal.ts';

/** How many days are counted, from which lag on a set is late, and how many late sets are needed. */
const [days, lateSeconds, leastSets] = [14, 86_400, 5];
/** Sessions are recorded together if not more than this time is between two of them, and begin as far apart as this. */
const [togetherMs, apartMs] = [10 * 60_000, 3 * 3_600_000];

/** Sessions that a person has logged: those of an import have the times of the import. */
export const loggedByHand = (facts: readonly SessionFacts[]): readonly SessionFacts[] =>
  facts.filter(({ isImported }) => !isImported);

/** The lag of sets, from when they happened until they were recorded. A lag below a minute is 0. */
export function lagOf(sessions: readonly SessionFacts[]) {
  const sets = sumOf(sessions.map(({ loggedSets }) => loggedSets));
  const lags = sessions.flatMap((session) => session.lags.map(([, seconds]) => seconds));
  const late = lags.filter((seconds) => seconds > lateSeconds).length;
  const isUsual = lags.length < sets / 2;
  const all = isUsual ? [] : [...lags, ...Array.from({ length: Math.max(0, sets - lags.length) }, () => 0)];
  return {
    sets,
    late,
    medianSeconds: isUsual ? 0 : medianOf(all),
    percent: sets === 0 ? null : roundTo((late / sets) * 100, 1),
  };
}

/**
 * The share of sets that were recorded more than a day after they happened, of two weeks. Numbers from memory are worth less;
 * a third of them is a habit. Sets that a phone has sent later count by when it knew them.
 */
export const lateLogging: SignalDefinition = {
  kinds: ['late_logging'],
  parts: ['history'],
  step: 20,
  find({ facts, today, thresholds }) {
    const sessions = loggedByHand(lately(facts, today, days));
    const { sets, late, percent, medianSeconds } = lagOf(sessions);
    if (percent === null || late < leastSets || percent < thresholds.latePercent) return [];
    const lateOnes = sessions.filter(({ lags }) => lags.some(([, seconds]) => seconds > lateSeconds));
    return [
      signalOf(lateOnes, {
        kind: 'late_logging',
        reason: `${late} of ${sets} sets of two weeks were recorded more than a day late.`,
        strength: percent,
        numbers: { percent, late, sets, medianSeconds: medianSeconds ?? 0 },
        events: lateOnes.flatMap((session) =>
          session.lags.flatMap(([revision, seconds]) => (seconds > lateSeconds ? [eventOf(session, revision)] : [])),
        ),
      }),
    ];
  },
};

/** Several sessions of different times that were recorded within minutes: entered from memory, all at once. */
export const batchLogging: SignalDefinition = {
  kinds: ['batch_logging'],
  parts: ['history'],
  step: 1,
  find({ facts, today, thresholds }) {
    const batch = largestBatch(loggedByHand(lately(facts, today, days)).filter(beganOnce));
    if (batch.length < thresholds.batchSessions) return [];
    return [
      signalOf(batch, {
        kind: 'batch_logging',
        reason: `${batch.length} sessions were recorded within minutes of one another.`,
        strength: batch.length,
        numbers: { sessions: batch.length },
        events: batch.map((session) => eventOf(session, session.startRevision)),
      }),
    ];
  },
};

/** A session that began again was brought back by an undo, which brings many back within minutes. */
const beganOnce = ({ startRevision }: SessionFacts): boolean => startRevision === 0;

function largestBatch(sessions: readonly SessionFacts[]): readonly SessionFacts[] {
  const inOrder = sessions.toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1));
  let [largest, current]: [SessionFacts[], SessionFacts[]] = [[], []];
  for (const session of inOrder) {
    const last = current.at(-1);
    const isNear = last && Date.parse(session.recordedAt) - Date.parse(last.recordedAt) <= togetherMs;
    const isApart = last && Math.abs(Date.parse(session.startedAt) - Date.parse(last.startedAt)) >= apartMs;
    if (!isNear) current = [session];
    else if (isApart) current.push(session);
    if (current.length > largest.length) largest = current;
  }
  return largest.toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
}
