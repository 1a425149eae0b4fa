import { present } from '../../documents/presence.ts';
import {
  type EntryDocument,
  type SessionDocument,
  type SessionPresence,
  type SetDocument,
  sessionFold,
} from '../../documents/session.ts';
import { notFound } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId, EntryId, SetId } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';

/** Decisions compare with what stands, so the state is the document, and what has been said of each id. */
export type Session = Readonly<{
  presence: SessionPresence;
  /** Whose session it is or was; null before its start. */
  owner: AccountId | null;
  /** The data by which each entry, set and the session itself came to be; an id stays here after its removal. */
  created: ReadonlyMap<string, object>;
}>;

export const initial: Session = { presence: sessionFold.initial, owner: null, created: new Map() };

export function evolve({ presence, owner, created }: Session, event: StreamEvent<SessionEvent>): Session {
  const id = creates(event);
  return {
    presence: sessionFold.evolve(presence, event),
    owner: event.type === 'SessionStarted' ? event.data.userId : owner,
    created: id ? new Map(created).set(id, event.data) : created,
  };
}

function creates({ type, data }: SessionEvent): string | null {
  if (type === 'SessionStarted') return data.sessionId;
  if (type === 'ExerciseAdded') return data.entryId;
  return type === 'SetLogged' ? data.setId : null;
}

/** The session as `by` may see it: one answer for absent, deleted and somebody else's. */
export function visible({ presence }: Session, by: AccountId): SessionDocument {
  const { document } = present(presence, 'session');
  if (document.userId !== by) throw notFound('session');
  return document;
}

export function entryOf(session: SessionDocument, id: EntryId): EntryDocument {
  const entry = session.exercises.find((exercise) => exercise.id === id);
  if (!entry) throw notFound('entry');
  return entry;
}

export function setOf(entry: EntryDocument, id: SetId): SetDocument {
  const set = entry.sets.find((each) => each.id === id);
  if (!set) throw notFound('set');
  return set;
}

/** Edits after the end are corrections of the record. */
export const isCorrection = ({ status }: SessionDocument): boolean => status !== 'in_progress';
