import type { EntryDocument, SetDocument } from '../../documents/entries.ts';
import { present } from '../../documents/presence.ts';
import { type SessionDocument, type SessionPresence, sessionFold } from '../../documents/session.ts';
import { notFound } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId, EntryId, Instant, SetId } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { Claim } from '../../ports/claims.ts';
import { emptyGrowingMap, type GrowingMap } from '../growing-map.ts';

/**
 * The state of a training session: its document, which decisions compare commands with, and what remains known after
 * its deletion.
 */
export type Session = Readonly<{
  presence: SessionPresence;
  /** The account whose training session it is or was; null before the start. */
  owner: AccountId | null;
  /**
   * For the id of the session, of each entry and of each set, also of removed ones: the data of the event that created
   * it. For `end`: the data of the event that completed the session.
   */
  created: GrowingMap<object>;
  /** The command that started the session, and how many events it resulted in; null before the start. */
  creation: Readonly<{ cause: string; events: number }> | null;
  /** Whether the athlete began the session when the server got to know of it. */
  isLive: boolean;
}>;

export const initial: Session = {
  presence: sessionFold.initial,
  owner: null,
  created: emptyGrowingMap(),
  creation: null,
  isLive: false,
};

export function evolve(
  { presence, owner, created, creation, isLive }: Session,
  event: StreamEvent<SessionEvent>,
): Session {
  const id = createdId(event);
  return {
    presence: sessionFold.evolve(presence, event),
    owner: event.type === 'SessionStarted' ? event.data.userId : owner,
    created: id ? created.with(id, event.data) : created,
    creation: creationAfter(creation, event),
    isLive: event.type === 'SessionStarted' ? event.data.live : isLive,
  };
}

function createdId({ type, data }: SessionEvent): string | null {
  if (type === 'SessionStarted') return data.sessionId;
  if (type === 'SessionCompleted') return 'end';
  if (type === 'ExerciseAdded') return data.entryId;
  return type === 'SetLogged' ? data.setId : null;
}

function creationAfter(creation: Session['creation'], event: StreamEvent<SessionEvent>): Session['creation'] {
  const { $causationId, receivedAt, command } = event.metadata;
  // A client may use one request id for several requests, so the id alone does not identify the command.
  const cause = `${$causationId} ${receivedAt} ${command?.digest ?? ''}`;
  if (event.type === 'SessionStarted') return { cause, events: 1 };
  return creation?.cause === cause ? { cause, events: creation.events + 1 } : creation;
}

/** The time of the event by the client's clock; null for events that contain no such time. */
export function occurredAt({ type, data }: SessionEvent): Instant | null {
  if (type === 'SessionStarted') return data.startedAt;
  if (type === 'SessionCompleted' || type === 'SessionAborted') return data.endedAt;
  return type === 'SetLogged' ? data.performedAt : null;
}

/** The claim of the session that an account does now. An account has at most one. */
export const activeClaim = (owner: AccountId): Claim => ({ scope: 'active-session', key: owner });

/**
 * Only a live session has the claim, so a session that is entered later, sent to `/sync` or imported is never refused.
 */
export function claimsOf({ presence, owner, isLive }: Session): readonly Claim[] {
  const isActive = isLive && presence.kind === 'present' && presence.document.status === 'in_progress';
  return isActive && owner !== null ? [activeClaim(owner)] : [];
}

/** Refuses the session of another account, with the same answer as for a session that does not exist. */
export function admitOwner({ owner }: Session, by: AccountId): void {
  if (owner !== by) throw notFound('session');
}

/** Refuses a deleted session, and the session of another account. */
export function admitTo(session: Session, by: AccountId): void {
  admitOwner(session, by);
  present(session.presence, 'session');
}

export function entryOf({ presence, created }: Session, id: EntryId): EntryDocument {
  const { document } = present(presence, 'session');
  const entry = document.exercises.findLast((exercise) => exercise.id === id);
  if (!entry) throw notFound('entry', created.get(id) !== undefined);
  return entry;
}

export function setOf({ created }: Session, entry: EntryDocument, id: SetId): SetDocument {
  const set = entry.sets.findLast((each) => each.id === id);
  if (!set) throw notFound('set', created.get(id) !== undefined);
  return set;
}

/** Whether a change now is a correction: the session has ended. */
export const isCorrection = ({ status }: SessionDocument): boolean => status !== 'in_progress';
