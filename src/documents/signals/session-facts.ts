import type { Actor } from '../../events/event.ts';
import type { Day, ExerciseId, Instant, PlanId, SessionId, TimeZone, UnitExerciseId } from '../../events/ids.ts';
import type { PlanDay } from '../../events/session.ts';
import type { SessionStatus } from '../../events/values.ts';

/** A number and the revision of the event that it follows from. */
export type Fact = readonly [revision: number, value: number];

/** What became of a planned exercise. It is known by the id of the exercise, without a link by that of the unit's. */
export type PlannedFacts = Readonly<{
  subject: ExerciseId | UnitExerciseId;
  name: string;
  isExchanged: boolean;
  plannedSets: number;
  workingSets: number;
  /** How many sets have a target of weight or repetitions. */
  compared: number;
  /** The revisions of the sets that miss such a target. */
  short: readonly number[];
  /**
   * For each set with a target of effort its revision, followed by how much harder it was, in points of RPE. A text that
   * `numbersIn` reads, because a roster has thousands of them and needs few.
   */
  effort: string;
  /** For each set after another one its revision, followed by the rest before it, in percent of the planned one. */
  rests: string;
  /** The revision of the last change of the entry. */
  revision: number;
}>;

export type EntryFacts = Readonly<{
  exerciseId: ExerciseId | null;
  name: string;
  /** The best estimate by Epley of a working set without assistance, in kilograms, with the revision of the set. */
  best: Fact | null;
  planned: PlannedFacts | null;
}>;

/** A change to a session after its end: what, by whom, and how many seconds after the end was recorded. */
export type Correction = Readonly<{
  revision: number;
  type: string;
  by: Actor['id'];
  role: Actor['role'];
  via: Actor['via'];
  recordedAt: Instant;
  lateSeconds: number;
}>;

/** A note of the session, of an entry or of a set that has words for pain or injury. */
export type PainNote = Readonly<{ revision: number; text: string; words: readonly string[] }>;

/** What signals know of a training session: a few numbers, each with the revision of its event. */
export type SessionFacts = Readonly<{
  id: SessionId;
  /** The day on which it started, in its own zone. */
  day: Day;
  startedAt: Instant;
  timezone: TimeZone;
  status: SessionStatus;
  name: string | null;
  seconds: number | null;
  workingSets: number;
  plannedSets: number;
  plan: (Readonly<{ id: PlanId }> & PlanDay) | null;
  isImported: boolean;
  /** When its first event was recorded. */
  recordedAt: Instant;
  startRevision: number;
  /** Null while it is in progress. Its entries have no facts until then. */
  endRevision: number | null;
  /** How many sets were logged, and the lag of each one of a minute or more in seconds. */
  loggedSets: number;
  lags: readonly Fact[];
  corrections: readonly Correction[];
  painNotes: readonly PainNote[];
  entries: readonly EntryFacts[];
}>;

const usual = {
  ...{ name: null, seconds: null, workingSets: 0, plannedSets: 0, plan: null, isImported: false, startRevision: 0 },
  ...{ timezone: 'UTC' as TimeZone, endRevision: null, loggedSets: 0, lags: [], corrections: [], painNotes: [] },
};

type StoredPlanned = readonly [
  subject: string | 0,
  name: string | 0,
  isExchanged: 0 | 1,
  plannedSets: number,
  workingSets: number,
  compared: number,
  short: readonly number[],
  effort: string,
  rests: string,
  revision: number,
];
type StoredEntry = readonly [exerciseId: string | 0, name: string, best: number, revision: number, StoredPlanned | 0];

/** Facts as compact JSON, because a roster reads thousands of them: without what is usual, and entries as lists. */
export function storedFacts({ entries, ...facts }: SessionFacts): string {
  const told = Object.entries(facts).filter(([name, value]) => {
    const without = usual[name as keyof typeof usual];
    return Array.isArray(value) ? value.length > 0 : value !== without;
  });
  return JSON.stringify({ ...Object.fromEntries(told), entries: entries.map(storedEntry) });
}

const storedEntry = ({ exerciseId, name, best, planned }: EntryFacts): StoredEntry => [
  ...([exerciseId ?? 0, name, best?.[1] ?? 0, best?.[0] ?? 0] as const),
  planned === null
    ? 0
    : [
        ...([planned.subject === exerciseId ? 0 : planned.subject, planned.name === name ? 0 : planned.name] as const),
        ...([planned.isExchanged ? 1 : 0, planned.plannedSets, planned.workingSets, planned.compared] as const),
        ...([planned.short, planned.effort, planned.rests, planned.revision] as const),
      ],
];

/** What `storedFacts` has written, parsed: without what is usual. */
export type StoredFacts = Pick<SessionFacts, 'id' | 'day' | 'startedAt' | 'status' | 'recordedAt'> &
  Partial<SessionFacts> &
  Readonly<{ entries: never }>;

/** The facts that were stored. All of them have one shape, because a roster reads thousands. */
export const restoredFacts = (stored: StoredFacts): SessionFacts => ({
  ...{ id: stored.id, day: stored.day, startedAt: stored.startedAt, timezone: stored.timezone ?? usual.timezone },
  ...{ status: stored.status, name: stored.name ?? null, seconds: stored.seconds ?? null },
  ...{ workingSets: stored.workingSets ?? 0, plannedSets: stored.plannedSets ?? 0, plan: stored.plan ?? null },
  ...{ isImported: stored.isImported ?? false, recordedAt: stored.recordedAt },
  ...{ startRevision: stored.startRevision ?? 0, endRevision: stored.endRevision ?? null },
  ...{ loggedSets: stored.loggedSets ?? 0, lags: stored.lags ?? [], corrections: stored.corrections ?? [] },
  painNotes: stored.painNotes ?? [],
  entries: (stored.entries as readonly StoredEntry[]).map(restoredEntry),
});

const restoredEntry = ([id, name, best, revision, planned]: StoredEntry): EntryFacts => {
  const exerciseId = id === 0 ? null : (id as ExerciseId);
  return { exerciseId, name, best: best === 0 ? null : [revision, best], planned: restoredPlanned(planned, id, name) };
};

function restoredPlanned(planned: StoredPlanned | 0, id: string | 0, ownName: string): PlannedFacts | null {
  if (planned === 0) return null;
  const [subject, name, isExchanged, plannedSets, workingSets, compared, short, effort, rests, revision] = planned;
  return {
    subject: (subject === 0 ? id : subject) as ExerciseId,
    name: name === 0 ? ownName : name,
    isExchanged: isExchanged === 1,
    ...{ plannedSets, workingSets, compared, short, effort, rests, revision },
  };
}

/** The numbers of a text of `textOfNumbers`. */
export const numbersIn = (text: string): readonly number[] => (text === '' ? [] : text.split(' ').map(Number));

export const textOfNumbers = (numbers: readonly number[]): string => numbers.join(' ');
