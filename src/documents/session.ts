import type { StreamEvent } from '../events/event.ts';
import type { AccountId, ImportId, Instant, SessionId, TimeZone } from '../events/ids.ts';
import type { SessionEvent, SessionStarted } from '../events/session.ts';
import type { SessionStatus } from '../events/values.ts';
import type { EntryDocument } from './entries.ts';
import { absent, type Fold, gone, type Presence } from './presence.ts';
import { changes } from './session-changes.ts';

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
  // A deleted session stays deleted, whatever events follow.
  if (session.kind === 'gone') return gone;
  if (event.type === 'SessionStarted') return { kind: 'present', document: started(event) };
  if (session.kind !== 'present') throw new Error(`${event.type} of a session that is ${session.kind}`);
  if (event.type === 'SessionDeleted') return gone;
  const { document } = session;
  const stamp = { revision: event.revision, updatedAt: event.metadata.receivedAt };
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

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
  plan: null,
  unit: null,
  importId: data.importId,
  exercises: [],
  revision,
  createdAt: metadata.receivedAt,
  updatedAt: metadata.receivedAt,
});
