import type { ImportId, Instant, SessionId, TimeZone } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { DecisionContext } from '../decider.ts';
import { checkPast, checkRepeated, checkRoom, equal } from './rules.ts';
import type { Session } from './state.ts';

/** `startedAt` null: now. */
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

export function startSession({ data }: StartSession, session: Session, { by, at }: DecisionContext): SessionEvent[] {
  const { sessionId, startedAt, timezone, importId, name, notes } = data;
  const started = { sessionId, userId: by, timezone, importId, personal: { name, notes } };
  if (session.presence.kind !== 'absent') {
    const { startedAt: first, ...created } = session.created.get(sessionId) as typeof started & { startedAt: Instant };
    const isSame = equal(created, started) && (startedAt === null || startedAt === first);
    return checkRepeated(session.presence.kind === 'present' && isSame);
  }
  checkPast('startedAt', startedAt, at);
  checkRoom(null, { name, notes });
  return [{ type: 'SessionStarted', data: { ...started, startedAt: startedAt ?? at } }];
}
