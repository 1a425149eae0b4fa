import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { Instant } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { DecisionContext } from '../decider.ts';
import { checkEnd, checkPast } from './rules.ts';
import type { Session } from './state.ts';

/** Completes or aborts a training session. If `endedAt` is null, the session ends when the command is made. */
export type EndSession = Readonly<{
  type: 'CompleteSession' | 'AbortSession';
  data: Readonly<{ endedAt: Instant | null }>;
}>;

export function endSession({ type, data }: EndSession, session: Session, context: DecisionContext): SessionEvent[] {
  const { at, madeAt = at } = context;
  const { document } = present(session.presence, 'session');
  const status = type === 'CompleteSession' ? 'completed' : 'aborted';
  if (document.status !== 'in_progress') {
    if (document.status === status && document.endedAt === data.endedAt) return [];
    throw new DomainError('session-ended', `This training session is already ${document.status}.`);
  }
  checkPast('endedAt', data.endedAt, at);
  // A session may start a few seconds in the future, because the client's clock is ahead. It then ends at its start,
  // not before it.
  const endedAt = data.endedAt ?? (madeAt < document.startedAt ? document.startedAt : madeAt);
  checkEnd(document.startedAt, endedAt);
  return [{ type: status === 'completed' ? 'SessionCompleted' : 'SessionAborted', data: { endedAt } }];
}
