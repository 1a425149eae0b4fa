import { type SessionCommand, session } from '../../commands/session/decider.ts';
import type { SessionDocument } from '../../documents/session.ts';
import type { SessionId } from '../../events/ids.ts';
import { contextOf } from '../command.ts';
import type { CommandHeaders } from '../conditions.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../doors.ts';
import { json, located, type Reply, tagged } from '../reply.ts';

type Answer = Readonly<{ document: SessionDocument; revision: number }>;

/** Sends one command to a training session. */
export const commandSession =
  (deps: Dependencies) =>
  (caller: Caller, id: SessionId, headers: CommandHeaders, command: SessionCommand): Promise<Answer> =>
    deps.execute(session, id, [command], contextOf(deps, caller, headers));

/** The whole session, whatever the command changed of it. */
export const changed = ({ document, revision }: Answer): Reply => tagged(revision, json(document));

/** The same after something was created, in the session or with it. */
export const created = ({ document, revision }: Answer): Reply =>
  located(`/api/v1/training-sessions/${document.id}`, tagged(revision, json(document, 201)));
