import type { SyncCommand } from '../../client/irontrack.ts';
import type { Schemas } from '../api/schemas.ts';

export type Session = Schemas['TrainingSession'];
export type Entry = Session['exercises'][number];
export type LoggedSet = Entry['sets'][number];

const emptySet: Omit<LoggedSet, 'id' | 'order'> = {
  type: 'normal',
  ...{ weight: null, reps: null, seconds: null, distance: null },
  ...{ rpe: null, rir: null, notes: null, performedAt: null },
};

const numbered = <Item extends Readonly<{ order: number }>>(items: readonly Item[]): readonly Item[] =>
  items.map((item, order) => (item.order === order ? item : { ...item, order }));

const inOrder = <Item extends Readonly<{ id: string }>>(items: readonly Item[], ids: readonly string[]) =>
  items.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));

/** A session as the service will answer it once it has accepted the command; null for a session that is deleted. */
export function applyCommand(session: Session, command: SyncCommand): Session | null {
  switch (command.operation) {
    case 'editSession':
      return { ...session, ...command.body };
    case 'completeSession':
      return { ...session, status: 'completed', endedAt: command.body?.endedAt ?? command.occurredAt };
    case 'abortSession':
      return { ...session, status: 'aborted', endedAt: command.body?.endedAt ?? command.occurredAt };
    case 'deleteSession':
      return null;
    case 'addEntry': {
      const added = entryOf(command.body);
      const isKnown = session.exercises.some(({ id }) => id === added.id);
      return isKnown ? session : withEntries(session, [...session.exercises, added]);
    }
    case 'removeEntry':
      return withEntries(
        session,
        session.exercises.filter(({ id }) => id !== command.path.entryId),
      );
    case 'reorderEntries':
      return withEntries(session, inOrder(session.exercises, command.body.ids));
    default:
      return applyToEntry(session, command);
  }
}

const withEntries = (session: Session, entries: readonly Entry[]): Session => ({
  ...session,
  exercises: numbered(entries),
});

/** Applies a command about one exercise of the session, or about its sets. */
function applyToEntry(session: Session, command: SyncCommand): Session {
  const change = changeOf(command);
  if (!change) return session;
  return {
    ...session,
    exercises: session.exercises.map((entry) => (entry.id === change.entryId ? change.apply(entry) : entry)),
  };
}

type Change = Readonly<{ entryId: string; apply: (entry: Entry) => Entry }>;

function changeOf(command: SyncCommand): Change | null {
  switch (command.operation) {
    case 'editEntry':
      return { entryId: command.path.entryId, apply: (entry) => ({ ...entry, ...defined(command.body) }) };
    case 'logSet': {
      const added: LoggedSet = { ...emptySet, ...defined(command.body), id: command.body.id ?? command.key, order: 0 };
      return withSets(command.path.entryId, (sets) =>
        sets.some(({ id }) => id === added.id) ? sets : [...sets, added],
      );
    }
    case 'correctSet':
      return withSets(command.path.entryId, (sets) =>
        sets.map((set) => (set.id === command.path.setId ? { ...set, ...defined(command.body) } : set)),
      );
    case 'removeSet':
      return withSets(command.path.entryId, (sets) => sets.filter(({ id }) => id !== command.path.setId));
    case 'reorderSets':
      return withSets(command.path.entryId, (sets) => inOrder(sets, command.body.ids));
    default:
      return null;
  }
}

const withSets = (entryId: string, change: (sets: readonly LoggedSet[]) => readonly LoggedSet[]): Change => ({
  entryId,
  apply: (entry) => ({ ...entry, sets: numbered(change(entry.sets)) }),
});

type Defined<Value> = { [Member in keyof Value]: Exclude<Value[Member], undefined> };

/** A body of a request without the members that are undefined. */
const defined = <Body extends object>(body: Body): Defined<Body> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Defined<Body>;

type AddEntry = Extract<SyncCommand, Readonly<{ operation: 'addEntry' }>>['body'];

const entryOf = (body: AddEntry): Entry => ({
  id: body.id ?? '',
  exerciseId: body.exerciseId ?? null,
  name: body.name ?? '',
  mode: body.mode ?? 'reps',
  supersetGroup: body.supersetGroup ?? null,
  notes: body.notes ?? null,
  ...{ order: 0, planned: null, sets: [] },
});

type StartSession = Extract<SyncCommand, Readonly<{ operation: 'startSession' }>>;

/** A session that was started without network, before the service knows of it. */
export const startedSession = ({ body, occurredAt }: StartSession): Session => ({
  id: body.id ?? '',
  name: body.name ?? null,
  status: 'in_progress',
  startedAt: body.startedAt ?? occurredAt,
  timezone: body.timezone,
  notes: body.notes ?? null,
  ...{ endedAt: null, durationSeconds: null, plan: null, unit: null, importId: null, userId: '', revision: -1 },
  ...{ createdAt: occurredAt, updatedAt: occurredAt, exercises: [] },
});
