import type { CoachingPart } from '../../events/coaching-values.ts';
import type { Day } from '../../events/ids.ts';
import { type SeenMark, signalKinds } from '../../events/signal-values.ts';
import { plusDays } from '../days.ts';
import { complianceDrops } from './compliance-drops.ts';
import { effortDrift } from './effort-drift.ts';
import { correctionDay, lateCorrections } from './late-corrections.ts';
import { batchLogging, lateLogging } from './late-logging.ts';
import { missedSessions } from './missed-sessions.ts';
import { painNotes } from './pain-notes.ts';
import { performanceDrops } from './performance-drops.ts';
import { personalRecords } from './personal-records.ts';
import { restDrift } from './rest-drift.ts';
import type { SessionFacts } from './session-facts.ts';
import { shortenedSessions } from './shortened-sessions.ts';
import { shortfall } from './shortfall.ts';
import type { Signal, SignalContext, SignalDefinition } from './signal.ts';
import { silence } from './silence.ts';
import { skippedExercises } from './skipped-exercises.ts';
import { stalls } from './stalls.ts';
import { substitutions } from './substitutions.ts';

/** Every definition. Each kind of signal has one. */
export const signalDefinitions: readonly SignalDefinition[] = [
  painNotes,
  missedSessions,
  silence,
  performanceDrops,
  complianceDrops,
  skippedExercises,
  shortfall,
  effortDrift,
  stalls,
  substitutions,
  shortenedSessions,
  restDrift,
  lateCorrections,
  lateLogging,
  batchLogging,
  personalRecords,
];

const rankOf = new Map(signalKinds.map((kind, rank) => [kind, rank]));
const definitionOf = new Map(signalDefinitions.flatMap((each) => each.kinds.map((kind) => [kind, each] as const)));

export type ToldSignal = Signal & Readonly<{ isSeen: boolean }>;

/** The signals of an athlete that a scope allows, the most urgent first, each with whether the coach has seen it. */
export function signalsOf(
  context: SignalContext,
  scope: readonly CoachingPart[],
  marks: readonly SeenMark[],
): readonly ToldSignal[] {
  const allowed = signalDefinitions.filter(({ parts }) => parts.every((part) => scope.includes(part)));
  const found = allowed.flatMap((definition) => definition.find(context));
  return found
    .toSorted((one, other) => (rankOf.get(one.kind) ?? 0) - (rankOf.get(other.kind) ?? 0))
    .map((signal) => ({ ...signal, isSeen: isSeen(signal, context, marks) }));
}

/** Whether a signal asks the coach to do something. */
export const asksForAttention = ({ kind, isSeen: seen }: ToldSignal): boolean => !seen && kind !== 'record';

function isSeen(signal: Signal, context: SignalContext, marks: readonly SeenMark[]): boolean {
  const mark = marks.find(({ kind, subject }) => kind === signal.kind && subject === signal.subject);
  const step = definitionOf.get(signal.kind)?.step ?? 0;
  if (!mark || signal.strength >= mark.strength + step) return false;
  return beginOf(signal, context, mark.until) <= mark.until;
}

/**
 * Since which day the signal goes on without a break, as far back as `until`. It was told without a break if it is also told
 * as of each earlier day with a session, and of each day before a correction of its own session. One that has ended and begins
 * again is a new one, whatever its strength.
 */
function beginOf(signal: Signal, context: SignalContext, until: Day): Day {
  // The days of these signals already begin where the row of missed sessions or the silence begins.
  if (signal.kind === 'missed_sessions' || signal.kind === 'silence') return signal.from;
  let begin = signal.to;
  const days = context.facts.flatMap(({ id, day, corrections }) =>
    id === signal.subject ? [day, ...corrections.map((each) => plusDays(correctionDay(context, each), -1))] : day,
  );
  for (const day of [...new Set(days)].toSorted().toReversed()) {
    if (begin <= until) break;
    if (day >= begin) continue;
    if (!isTold(signal, asOf(context, day))) break;
    begin = day;
  }
  return begin;
}

const isTold = ({ kind, subject }: Signal, context: SignalContext): boolean =>
  definitionOf
    .get(kind)
    ?.find(context)
    .some((each) => each.kind === kind && each.subject === subject) ?? false;

/** What was known on an earlier day. */
const asOf = (context: SignalContext, day: Day): SignalContext => ({
  ...context,
  today: day,
  facts: context.facts.flatMap((each) => (each.day <= day ? knownOn(each, context, day) : [])),
  planned: context.planned.filter((each) => each.day <= day),
});

/** A session without the corrections that were recorded later. */
const knownOn = (session: SessionFacts, context: SignalContext, day: Day): SessionFacts =>
  session.corrections.length === 0
    ? session
    : { ...session, corrections: session.corrections.filter((each) => correctionDay(context, each) <= day) };
