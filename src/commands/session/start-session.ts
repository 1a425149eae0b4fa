import { DomainError } from '../../errors.ts';
import type { AccountId, ImportId, Instant, SessionId, TimeZone } from '../../events/ids.ts';
import type { SessionEvent, SessionStarted } from '../../events/session.ts';
import { checkName, checkNotes } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { checkPast, checkRepeated } from './rules.ts';
import type { Session } from './state.ts';

/** Starts a training session. If `startedAt` is null, the session starts now. */
export type StartSession = Readonly<{
  type: 'StartSession';
  data: Readonly<{
    sessionId: SessionId;
    startedAt: Instant | null;
    timezone: TimeZone;
    importId: ImportId | null;
    name: string | null;
    notes: string | null;
  }>;
}>;

export function admitStart({ owner }: Session, by: AccountId): void {
  if (owner !== null && owner !== by) throw new DomainError('id-taken', 'This id is already in use.');
}

export function startSession({ data }: StartSession, session: Session, { by, at }: DecisionContext): SessionEvent[] {
  const { sessionId, startedAt, timezone, importId, name, notes } = data;
  const started = { sessionId, userId: by, timezone, importId, personal: { name, notes } };
  if (session.presence.kind !== 'absent') {
    const created = session.created.get(sessionId) as SessionStarted['data'];
    const repeated = { ...started, startedAt: startedAt ?? created.startedAt };
    return checkRepeated(session.presence.kind === 'present', created, repeated);
  }
  checkPast('startedAt', startedAt, at);
  checkName('name', name);
  checkNotes('notes', notes);
  return [{ type: 'SessionStarted', data: { ...started, startedAt: startedAt ?? at } }];
}
