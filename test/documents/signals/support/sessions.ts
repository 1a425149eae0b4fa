import { plusDays } from '../../../../src/documents/days.ts';
import type { SessionFacts } from '../../../../src/documents/signals/session-facts.ts';
import { factsOf, type TracedEvent, traceEvents, untraced } from '../../../../src/documents/signals/session-trace.ts';
import { type Day, type Instant, instantOf } from '../../../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../../../src/events/performance.ts';
import type { PlannedSet } from '../../../../src/events/planned.ts';
import { idFor } from '../../../projections/support/training.ts';

/** The first day of the calendar of these tests: a Monday. */
export const dayZero = '2026-01-05' as Day;
export const dayAt = (number: number): Day => plusDays(dayZero, number);

export const exerciseIdOf = (number: number): string => idFor(5, number);
export const planId = idFor(9, 1);
export const owner = idFor(0, 1);

export type TestSet = Partial<Performance> & Readonly<{ notes?: string | null; lag?: number }>;

export type TestEntry = Readonly<{
  exercise: number;
  /** The number of the planned exercise, if the athlete did another exercise instead. */
  planned?: number;
  targets?: readonly Partial<PlannedSet>[];
  restSeconds?: number | null;
  superset?: number | null;
  notes?: string | null;
  sets: readonly TestSet[];
}>;

export type TestCorrection = Readonly<{ hours: number; set?: number; reps?: number }>;

export type TestSession = Readonly<{
  /** The number of the day after `dayZero`. */
  day: number;
  entries?: readonly TestEntry[];
  minutes?: number;
  end?: 'completed' | 'aborted' | null;
  notes?: string | null;
  plan?: Readonly<{ week: number; day: number; index: number }> | null;
  /** How many seconds after it began the session was recorded, and which import it is of. */
  recordedAfter?: number;
  isImported?: boolean;
  corrections?: readonly TestCorrection[];
}>;

export type WrittenEvent = Readonly<{ type: string; data: object; at: Instant; occurredAt: Instant }>;

const noTarget: PlannedSet = { reps: null, seconds: null, distance: null, weight: null, rpe: null, rir: null };

/** The name of an exercise of these tests. */
export const nameOf = (exercise: number): string => `Exercise ${exercise}`;

/** The events of a session, each with the times at which it happened and was recorded. */
export function eventsOfSession(session: TestSession, number: number, userId = owner): readonly WrittenEvent[] {
  const { day, entries = [], minutes = 60, end = 'completed', corrections = [], recordedAfter = 0 } = session;
  const startMs = Date.parse(`${dayAt(day)}T17:00:00Z`);
  const startedAt = instantOf(startMs);
  const events: WrittenEvent[] = [];
  let ms = startMs + recordedAfter * 1_000;
  const write = (type: string, data: object, lag = 0) => {
    events.push({ type, data, at: instantOf(ms), occurredAt: instantOf(ms - lag * 1_000) });
  };
  const correction = false;
  write('SessionStarted', {
    ...{ sessionId: idFor(1, number), userId, startedAt, timezone: 'UTC', live: true },
    ...{ importId: session.isImported ? idFor(6, 1) : null, unit: null },
    ...{ plan: session.plan ? planId : null, planDay: session.plan ?? null },
    personal: { name: 'Session', notes: session.notes ?? null, plan: session.plan ? 'Plan' : null, unit: null },
  });
  for (const [at, entry] of entries.entries()) writeEntry(entry, at);
  if (end) {
    ms = Math.max(ms, startMs + minutes * 60_000);
    const type = end === 'completed' ? 'SessionCompleted' : 'SessionAborted';
    write(type, { endedAt: instantOf(startMs + minutes * 60_000) });
  }
  const endMs = ms;
  for (const { hours, set = 0, reps = 1 } of corrections) {
    ms = endMs + hours * 3_600_000;
    const performance = { ...emptyPerformance, ...entries[0]?.sets[set], reps };
    write('SetCorrected', { ...idsOf(0, set), ...performanceOf(performance), correction: true });
  }
  return events;

  function idsOf(entry: number, set: number) {
    return { entryId: idFor(2, number * 100 + entry), setId: idFor(3, (number * 100 + entry) * 100 + set) };
  }

  function writeEntry(entry: TestEntry, at: number): void {
    const { exercise, planned, targets, restSeconds = null, superset = null, notes = null, sets } = entry;
    const asked = planned ?? exercise;
    write('ExerciseAdded', {
      ...{ entryId: idsOf(at, 0).entryId, exerciseId: exerciseIdOf(exercise), mode: 'reps', supersetGroup: superset },
      planned: targets && {
        ...{ unitExerciseId: idFor(8, asked), exerciseId: exerciseIdOf(asked), mode: 'reps', order: at, restSeconds },
        ...{ sets: targets.map((target) => ({ ...noTarget, ...target })), suggestion: null },
      },
      personal: { name: nameOf(exercise), notes, planned: targets ? nameOf(asked) : null },
      correction,
    });
    if (!targets) Object.assign(events.at(-1)?.data ?? {}, { planned: null });
    for (const [place, set] of sets.entries()) {
      write('SetLogged', { ...idsOf(at, place), ...performanceOf(set), correction }, set.lag ?? 0);
    }
  }
}

function performanceOf({ notes = null, lag: _, ...performance }: TestSet) {
  return { ...emptyPerformance, ...performance, personal: { notes } };
}

/** The facts of sessions, each from its events. */
export const factsOfSessions = (sessions: readonly TestSession[]): readonly SessionFacts[] =>
  sessions.flatMap((session, at) => {
    const events = eventsOfSession(session, at + 1).map(
      ({ type, data, at: recordedAt, occurredAt }, revision) =>
        ({
          ...{ type, data, revision, recordedAt },
          metadata: {
            actor: { id: owner, role: 'application-access', via: 'http' },
            occurredAt,
            receivedAt: recordedAt,
          },
        }) as unknown as TracedEvent,
    );
    return factsOf(traceEvents(untraced(), events)) ?? [];
  });

/** Sets of the same weight and repetitions. */
export const sets = (count: number, kilograms: number, reps: number, more: TestSet = {}): readonly TestSet[] =>
  Array.from({ length: count }, () => ({ weight: { value: kilograms, unit: 'kg' as const }, reps, ...more }));

/** Targets of the same weight and repetitions. */
export const targets = (count: number, kilograms: number, reps: number, more: Partial<PlannedSet> = {}) =>
  Array.from({ length: count }, () => ({
    weight: { value: kilograms, unit: 'kg' as const },
    reps: { min: reps, max: null },
    ...more,
  }));
