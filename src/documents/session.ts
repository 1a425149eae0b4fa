import type { StreamEvent } from '../events/event.ts';
import type { AccountId, ImportId, Instant, PlanId, SessionId, TimeZone, UnitId } from '../events/ids.ts';
import type { PlanDay, SessionEvent, SessionStarted } from '../events/session.ts';
import type { SessionStatus } from '../events/values.ts';
import type { EntryDocument } from './entries.ts';
import { absent, type Fold, gone, type Presence } from './presence.ts';
import { changes } from './session-changes.ts';

/**
 * The template that a session was started from, as it was called then. The id is null in another installation's history.
 */
type Template<Id> = Readonly<{ id: Id | null; name: string }>;

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
  plan: (Template<PlanId> & Readonly<{ [Name in keyof PlanDay]: PlanDay[Name] | null }>) | null;
  unit: Template<UnitId> | null;
  importId: ImportId | null;
  exercises: readonly EntryDocument[];
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
}>;

export type SessionPresence = Presence<SessionDocument>;

export const sessionFold: Fold<SessionPresence, SessionEvent> = { initial: absent, evolve: foldSession };

function foldSession(session: SessionPresence, event: StreamEvent<SessionEvent>): SessionPresence {
  if (event.type === 'SessionStarted') return { kind: 'present', document: started(event) };
  // A deleted session stays deleted until an undo begins it again, whatever other events follow.
  if (session.kind === 'gone') return gone;
  // A uniqueness claim may lapse before the session is started.
  if (event.type === 'ClaimLapsed' && session.kind === 'absent') return session;
  if (session.kind !== 'present') throw new Error(`${event.type} of a session that is ${session.kind}`);
  if (event.type === 'SessionDeleted') return gone;
  const { document } = session;
  if (event.type === 'ClaimLapsed') return { kind: 'present', document: { ...document, revision: event.revision } };
  const stamp = { revision: event.revision, updatedAt: event.metadata.receivedAt };
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

const noDay = { week: null, day: null, index: null };

const started = ({ data, revision, metadata }: StreamEvent<SessionStarted>): SessionDocument => ({
  id: data.sessionId,
  userId: data.userId,
  name: data.personal.name,
  status: 'in_progress',
  startedAt: data.startedAt,
  endedAt: null,
  durationSeconds: null,
  timezone: data.timezone,
  notes: data.personal.notes,
  plan: data.personal.plan === null ? null : { id: data.plan, name: data.personal.plan, ...(data.planDay ?? noDay) },
  unit: data.personal.unit === null ? null : { id: data.unit, name: data.personal.unit },
  importId: data.importId,
  exercises: [],
  revision,
  createdAt: metadata.receivedAt,
  updatedAt: metadata.receivedAt,
});
