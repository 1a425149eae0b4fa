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
  /** How many sets have a target of weight or repetitions, and the revisions of those that miss it. */
  compared: number;
  short: readonly number[];
  /** For each set with a target of effort: how much harder it was, in points of RPE. */
  effort: readonly Fact[];
  /** For each set after another one: the rest before it, in percent of the planned one. */
  rests: readonly Fact[];
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
  effort: readonly number[],
  rests: readonly number[],
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
        ...([planned.short, planned.effort.flat(), planned.rests.flat(), planned.revision] as const),
      ],
];

/** Reads what `storedFacts` has written, parsed. */
export const restoredFacts = (stored: object): SessionFacts => {
  const { entries, ...facts } = stored as Omit<SessionFacts, 'entries'> & { entries: readonly StoredEntry[] };
  return { ...usual, ...facts, entries: entries.map(restoredEntry) };
};

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
    ...{ plannedSets, workingSets, compared, short, effort: pairs(effort), rests: pairs(rests), revision },
  };
}

const pairs = (numbers: readonly number[]): readonly Fact[] =>
  numbers.flatMap((revision, at) => (at % 2 === 0 ? [[revision, numbers[at + 1] ?? 0] as const] : []));
