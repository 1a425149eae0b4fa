import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { Instant } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { DecisionContext } from '../decider.ts';
import { checkEnd, checkPast } from './rules.ts';
import type { Session } from './state.ts';

/** `endedAt` null is now. */
export type EndSession = Readonly<{
  type: 'CompleteSession' | 'AbortSession';
  data: Readonly<{ endedAt: Instant | null }>;
}>;

export function endSession({ type, data }: EndSession, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const status = type === 'CompleteSession' ? 'completed' : 'aborted';
  if (document.status !== 'in_progress') {
    if (document.status === status && document.endedAt === data.endedAt) return [];
    throw new DomainError('session-ended', `This training session is already ${document.status}.`);
  }
  checkPast('endedAt', data.endedAt, at);
  // A client's clock may be ahead, so that the session starts a few seconds from now. Its end is then its start.
  const endedAt = data.endedAt ?? (at < document.startedAt ? document.startedAt : at);
  checkEnd(document.startedAt, endedAt);
  return [{ type: status === 'completed' ? 'SessionCompleted' : 'SessionAborted', data: { endedAt } }];
}
