import type { Outcome } from '../../commands/execute.ts';
import { type SessionCommand, session } from '../../commands/session/decider.ts';
import { present } from '../../documents/presence.ts';
import type { SessionPresence } from '../../documents/session.ts';
import type { SessionId } from '../../events/ids.ts';
import { type Asked, contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { json, noContent, type Reply, withConsistencyToken, withETag, withLocation } from '../reply.ts';
import { consistencyTokenOf } from '../requests/consistency-token.ts';

type Answer = Outcome<SessionPresence> & Readonly<{ token: string }>;

/** Sends one command to a training session. */
export const commandSession =
  (deps: Dependencies) =>
  async (caller: Caller, id: SessionId, asked: Asked, command: SessionCommand): Promise<Answer> => {
    const outcome = await deps.execute(session, id, [command], contextOf(deps, caller, asked));
    return { ...outcome, token: consistencyTokenOf(deps.layout, outcome.owner, outcome.position) };
  };

/** The whole session, whatever the command changed of it. */
export const changed = ({ presence, revision, token }: Answer): Reply =>
  withConsistencyToken(token, withETag(revision, json(present(presence, 'session').document)));

/** The same after something was created, in the session or with it. */
export function created({ presence, revision, token }: Answer): Reply {
  const { document } = present(presence, 'session');
  return withConsistencyToken(
    token,
    withLocation(`/api/v1/training-sessions/${document.id}`, withETag(revision, json(document, 201))),
  );
}

/** Nothing is left to show. */
export const gone = ({ token }: Answer): Reply => withConsistencyToken(token, noContent);
