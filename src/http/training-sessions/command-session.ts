import { type SessionCommand, session } from '../../commands/session/decider.ts';
import type { SessionDocument } from '../../documents/session.ts';
import type { SessionId } from '../../events/ids.ts';
import { type Commands, commandsTo } from '../commands-to.ts';

type SessionCommands = Commands<SessionId, SessionCommand, SessionDocument>;

/** How the routes of training sessions, and of the entries and sets in them, send commands. */
export const { change: changeSession, createIn: createInSession }: SessionCommands = commandsTo(session, {
  what: 'session',
  path: '/api/v1/training-sessions',
});
