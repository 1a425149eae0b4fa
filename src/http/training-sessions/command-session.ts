import { type SessionCommand, session } from '../../commands/session/decider.ts';
import { present } from '../../documents/presence.ts';
import type { SessionDocument } from '../../documents/session.ts';
import type { SessionId } from '../../events/ids.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { answered, type Reply } from '../reply.ts';

type CommandInput = Parameters<typeof contextOf>[1];

/** Sends a command that changes a training session. The reply is the whole session. */
export async function changeSession(
  deps: Dependencies,
  input: CommandInput & Readonly<{ path: Readonly<{ id: SessionId }> }>,
  command: SessionCommand,
): Promise<Reply<200, SessionDocument>> {
  const outcome = await deps.execute(session, input.path.id, [command], contextOf(deps, input));
  return answered(outcome, present(outcome.presence, 'session').document);
}

/**
 * Sends a command that creates a training session, or an entry or set in it. The reply is the whole session, with
 * status 201.
 */
export async function createInSession(
  deps: Dependencies,
  input: CommandInput,
  sessionId: SessionId,
  command: SessionCommand,
): Promise<Reply<201, SessionDocument>> {
  const outcome = await deps.execute(session, sessionId, [command], contextOf(deps, input));
  const location = `/api/v1/training-sessions/${sessionId}`;
  return answered(outcome, present(outcome.presence, 'session').document, { location });
}
