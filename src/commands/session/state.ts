import {
  absentSession,
  type EntryDocument,
  foldSession,
  type SessionDocument,
  type SessionFold,
  type SetDocument,
} from '../../documents/session.ts';
import { DomainError } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId, EntryId, SetId } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';

/** Decisions compare with what stands, so the state is the document, and what has been said of each id. */
export type Session = Readonly<{
  fold: SessionFold;
  /** The data by which each entry, set and the session itself came to be; an id stays here after its removal. */
  created: ReadonlyMap<string, object>;
}>;

export const initial: Session = { fold: absentSession, created: new Map() };

export function evolve({ fold, created }: Session, fact: StreamEvent<SessionEvent>): Session {
  const id = creates(fact);
  return { fold: foldSession(fold, fact), created: id ? new Map(created).set(id, fact.data) : created };
}

function creates({ type, data }: SessionEvent): string | null {
  if (type === 'SessionStarted') return data.sessionId;
  if (type === 'ExerciseAdded') return data.entryId;
  return type === 'SetLogged' ? data.setId : null;
}

/** The session as `by` may see it: one answer for absent, deleted and somebody else's. */
export function visible({ fold }: Session, by: AccountId): SessionDocument {
  if (fold.kind !== 'present' || fold.document.userId !== by)
    throw new DomainError('session-not-found', 'No such training session.');
  return fold.document;
}

export function present({ fold }: Session): SessionDocument {
  if (fold.kind !== 'present') throw new DomainError('session-not-found', 'No such training session.');
  return fold.document;
}

export function entryOf(session: SessionDocument, id: EntryId): EntryDocument {
  const entry = session.exercises.find((exercise) => exercise.id === id);
  if (!entry) throw new DomainError('entry-not-found', 'No such exercise in this training session.');
  return entry;
}

export function setOf(entry: EntryDocument, id: SetId): SetDocument {
  const set = entry.sets.find((each) => each.id === id);
  if (!set) throw new DomainError('set-not-found', 'No such set in this exercise.');
  return set;
}

/** Edits after the end are corrections of the record. */
export const isCorrection = ({ status }: SessionDocument): boolean => status !== 'in_progress';
