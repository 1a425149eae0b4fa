import type { CoachingPart } from '../../events/coaching-values.ts';
import type { Day, SessionId, TimeZone } from '../../events/ids.ts';
import type { SignalKind, Thresholds } from '../../events/signal-values.ts';
import { plusDays } from '../days.ts';
import type { ScheduleDocument } from '../schedule.ts';
import type { Correction, PainNote, SessionFacts } from './session-facts.ts';

/** An event of the log on which a signal is based. */
export type Evidence = Readonly<{ stream: string; revision: number }>;

/** Why a coach should look at an athlete. */
export type Signal = Readonly<{
  kind: SignalKind;
  /** The exercise, the exercise of a unit or the session that it is about; null for the athlete as a whole. */
  subject: string | null;
  /** The name of the exercise that it is about. */
  name: string | null;
  /** A sentence in English. */
  reason: string;
  /** How strong it is, in the unit of its threshold; of a record the estimate in kilograms. */
  strength: number;
  /** The days of the first and of the last fact that it follows from. */
  from: Day;
  to: Day;
  numbers: Readonly<Record<string, number>>;
  /** The exercises that were done instead; notes with words for pain; corrections. Empty for other kinds. */
  instead: readonly string[];
  notes: readonly (PainNote & Readonly<{ sessionId: SessionId }>)[];
  corrections: readonly Correction[];
  events: readonly Evidence[];
}>;

/** What was planned on a day in ended sessions: entries, and how many have all their sets. */
export type PlannedDay = Readonly<{ day: Day; entries: number; fulfilled: number }>;

/** The data from which signals are computed. `facts` has the last `lookbackDays` up to `today`, the earliest first. */
export type SignalContext = Readonly<{
  today: Day;
  /** The time zone in which the athlete's days are counted. */
  zone: TimeZone;
  facts: readonly SessionFacts[];
  /** The days of the last 180 days with planned entries. */
  planned: readonly PlannedDay[];
  schedule: ScheduleDocument | null;
  /** The last session, even if it is older than `facts`; null for none. */
  lastSession: Readonly<{ id: SessionId; day: Day; startRevision: number }> | null;
  /** The day from which the coach may read, and the event that says so. Silence counts from it without a session. */
  coachedFrom: Day;
  coaching: Evidence;
  /** The best estimate of an exercise before the facts, in kilograms. */
  reached: ReadonlyMap<string, number>;
  thresholds: Thresholds;
}>;

/** The definition of one or two kinds of signals. A coach sees them only if the scope has all of the parts. */
export type SignalDefinition = Readonly<{
  kinds: readonly SignalKind[];
  parts: readonly CoachingPart[];
  /** How much stronger a signal that was marked as seen must be to be told again, in the unit of its strength. */
  step: number;
  find: (context: SignalContext) => readonly Signal[];
}>;

/** How many days of facts signals are evaluated from: enough for a stall of an exercise that is done each sixth day. */
export const lookbackDays = 42;

type Told = Pick<Signal, 'kind' | 'reason' | 'strength' | 'numbers' | 'events'> & Partial<Signal>;

/** The most events that a signal names, the latest ones. */
const maxEvents = 20;

/** Completes a signal. The days are those of the sessions that it follows from. JSON answers list its members in this order. */
export function signalOf(sessions: readonly Pick<SessionFacts, 'day'>[], told: Told, today = '' as Day): Signal {
  const { kind, subject = null, name = null, reason, numbers, events } = told;
  const [first, last] = [sessions[0]?.day ?? today, sessions.at(-1)?.day ?? today];
  return {
    ...{ kind, subject, name, reason, strength: roundTo(told.strength, 3) },
    ...{ from: told.from ?? first, to: told.to ?? last, numbers },
    ...{ instead: told.instead ?? [], notes: told.notes ?? [], corrections: told.corrections ?? [] },
    events: events.slice(-maxEvents),
  };
}

export const eventOf = ({ id }: Pick<SessionFacts, 'id'>, revision: number): Evidence => ({
  ...{ stream: `session-${id}`, revision },
});

/** The facts of the last days, today included. */
export const lately = (facts: readonly SessionFacts[], today: Day, days: number): readonly SessionFacts[] => {
  const first = plusDays(today, 1 - days);
  return facts.filter(({ day }) => day >= first);
};

export const hasEndedFacts = ({ endRevision }: SessionFacts): boolean => endRevision !== null;

/** A number with at most that many decimals. */
export const roundTo = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

export const medianOf = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
