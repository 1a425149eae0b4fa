import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, EntryId, ExerciseId, ImportId, Instant, SessionId, SetId, TimeZone } from '../events/ids.ts';
import type { Distance, Entry, Performance, SessionEvent, Weight } from '../events/session.ts';
import type { Mode, SessionStatus, SetType } from '../events/values.ts';
import { absent, type Fold, gone, type Presence } from './presence.ts';

/** One set; `order` counts from 0 within its exercise. */
export type SetDocument = Readonly<{
  id: SetId;
  order: number;
  type: SetType;
  weight: Weight | null;
  reps: number | null;
  seconds: number | null;
  distance: Distance | null;
  rpe: number | null;
  rir: number | null;
  notes: string | null;
  performedAt: Instant | null;
}>;

/** One exercise of a session; `planned` is null where no template stood behind it. */
export type EntryDocument = Readonly<{
  id: EntryId;
  exerciseId: ExerciseId | null;
  name: string;
  mode: Mode;
  order: number;
  supersetGroup: number | null;
  notes: string | null;
  planned: null;
  sets: readonly SetDocument[];
}>;

/** A training session as clients see it. `durationSeconds` is whole seconds from start to end, null before the end. */
export type SessionDocument = Readonly<{
  id: SessionId;
  userId: AccountId;
  name: string | null;
  status: SessionStatus;
  startedAt: Instant;
  endedAt: Instant | null;
  durationSeconds: number | null;
  timezone: TimeZone;
  notes: string | null;
  plan: null;
  unit: null;
  importId: ImportId | null;
  exercises: readonly EntryDocument[];
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
}>;

export type SessionPresence = Presence<SessionDocument>;

export const sessionFold: Fold<SessionPresence, SessionEvent> = { initial: absent, evolve: foldSession };

function foldSession(session: SessionPresence, event: StreamEvent<SessionEvent>): SessionPresence {
  // Later events, of whatever type, do not bring a deleted session back.
  if (session.kind === 'gone') return gone;
  if (event.type === 'SessionStarted') return { kind: 'present', document: started(event) };
  if (session.kind !== 'present') throw new Error(`${event.type} of a session that is ${session.kind}`);
  if (event.type === 'SessionDeleted') return gone;
  const { document } = session;
  const stamp = { revision: event.revision, updatedAt: event.metadata.receivedAt };
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

function started({
  data,
  revision,
  metadata,
}: StreamEvent<Extract<SessionEvent, { type: 'SessionStarted' }>>): SessionDocument {
  return {
    id: data.sessionId,
    userId: data.userId,
    name: data.personal.name,
    status: 'in_progress',
    startedAt: data.startedAt,
    endedAt: null,
    durationSeconds: null,
    timezone: data.timezone,
    notes: data.personal.notes,
    plan: null,
    unit: null,
    importId: data.importId,
    exercises: [],
    revision,
    createdAt: metadata.receivedAt,
    updatedAt: metadata.receivedAt,
  };
}

type Edit = Exclude<SessionEvent, { type: 'SessionStarted' | 'SessionDeleted' }>;

function changes(document: SessionDocument, { type, data }: Edit): Partial<SessionDocument> {
  const { exercises } = document;
  switch (type) {
    case 'SessionRenamed':
      return { name: data.personal.name };
    case 'SessionNoted':
      return { notes: data.personal.notes };
    case 'SessionTimesCorrected':
      return {
        startedAt: data.startedAt,
        endedAt: data.endedAt,
        timezone: data.timezone,
        durationSeconds: duration(data.startedAt, data.endedAt),
      };
    case 'SessionCompleted':
      return ended('completed', document, data.endedAt);
    case 'SessionAborted':
      return ended('aborted', document, data.endedAt);
    case 'ExerciseAdded': {
      const entry = entryOf(data.entryId, exercises.length, data, []);
      return { exercises: [...exercises, entry] };
    }
    case 'ExerciseCorrected':
      return { exercises: mapEntry(exercises, data.entryId, ({ id, order, sets }) => entryOf(id, order, data, sets)) };
    case 'ExerciseRemoved':
      return { exercises: numbered(exercises.filter(({ id }) => id !== data.entryId)) };
    case 'ExercisesReordered':
      return { exercises: arranged(exercises, data.entryIds) };
    case 'SetLogged':
      return withSets(exercises, data.entryId, (sets) => [...sets, setOf(data.setId, sets.length, data)]);
    case 'SetCorrected':
      return withSets(exercises, data.entryId, (sets) =>
        sets.map((set) => (set.id === data.setId ? setOf(set.id, set.order, data) : set)),
      );
    case 'SetRemoved':
      return withSets(exercises, data.entryId, (sets) => numbered(sets.filter(({ id }) => id !== data.setId)));
    case 'SetsReordered':
      return withSets(exercises, data.entryId, (sets) => arranged(sets, data.setIds));
    default:
      return assertNever(type);
  }
}

const ended = (status: SessionStatus, { startedAt }: SessionDocument, endedAt: Instant): Partial<SessionDocument> => ({
  status,
  endedAt,
  durationSeconds: duration(startedAt, endedAt),
});

const duration = (startedAt: Instant, endedAt: Instant | null): number | null =>
  endedAt === null ? null : Math.floor((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);

/** The order of members is the order in which clients read them. */
const entryOf = (
  id: EntryId,
  order: number,
  { exerciseId, mode, supersetGroup, personal }: Entry,
  sets: readonly SetDocument[],
): EntryDocument => ({
  id,
  exerciseId,
  name: personal.name,
  mode,
  order,
  supersetGroup,
  notes: personal.notes,
  planned: null,
  sets,
});

const setOf = (id: SetId, order: number, performance: Performance): SetDocument => ({
  id,
  order,
  type: performance.type,
  weight: performance.weight,
  reps: performance.reps,
  seconds: performance.seconds,
  distance: performance.distance,
  rpe: performance.rpe,
  rir: performance.rir,
  notes: performance.personal.notes,
  performedAt: performance.performedAt,
});

const mapEntry = (entries: readonly EntryDocument[], id: EntryId, change: (entry: EntryDocument) => EntryDocument) =>
  entries.map((entry) => (entry.id === id ? change(entry) : entry));

const withSets = (
  entries: readonly EntryDocument[],
  id: EntryId,
  change: (sets: readonly SetDocument[]) => readonly SetDocument[],
) => ({ exercises: mapEntry(entries, id, (entry) => ({ ...entry, sets: change(entry.sets) })) });

/** Orders are positions: from 0, without gaps. */
const numbered = <Item extends { order: number }>(items: readonly Item[]): Item[] =>
  items.map((item, order) => (item.order === order ? item : { ...item, order }));

const arranged = <Item extends { id: string; order: number }>(items: readonly Item[], ids: readonly string[]) => {
  const place = new Map(ids.map((id, index) => [id, index]));
  return numbered(items.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)));
};
