import type { SyncCommand } from '../../client/irontrack.ts';
import { api, bodyOf } from '../api/client.ts';
import { kept } from '../api/kept.ts';
import { pending, unconfirmed } from '../api/outbox.ts';
import { type Query, useQuery } from '../api/query.ts';
import { applyCommand, type Session, startedSession } from './apply-command.ts';

export const readSession = (id: string): Promise<Session> =>
  bodyOf(api.GET('/api/v1/training-sessions/{id}', { params: { path: { id } } }));

/** A training session with everything that was changed here and that the service has not confirmed yet. Null once deleted. */
export function useSession(id: string): Query<Session | null> {
  const query = useQuery(
    `session ${id}`,
    kept(`session ${id}`, () => readSession(id)),
    ['session'],
  );
  const base = query.data ?? startedHere(id);
  if (!base) return query;
  const { error: _, ...known } = query;
  const isKnown = query.data !== undefined;
  return { ...(isKnown ? query : known), isLoading: query.isLoading && isKnown, data: withLocal(base, localTo(base)) };
}

const isAbout = (command: SyncCommand, id: string): boolean =>
  'path' in command && 'id' in command.path && command.path.id === id;

/** The commands on a session that its document from the service does not contain yet. */
function localTo({ id, revision }: Session): readonly SyncCommand[] {
  const answered = unconfirmed.value.filter((each) => each.revision > revision).map(({ command }) => command);
  return [...answered, ...pending.value].filter((command) => isAbout(command, id));
}

const withLocal = (session: Session, commands: readonly SyncCommand[]): Session | null =>
  commands.reduce<Session | null>((found, command) => found && applyCommand(found, command), session);

/** A session that was started here and is not known to the service yet. */
export function startedHere(id: string): Session | null {
  const commands = [...unconfirmed.value.map(({ command }) => command), ...pending.value];
  const start = commands.find((command) => command.operation === 'startSession' && command.body.id === id);
  return start?.operation === 'startSession' ? startedSession(start) : null;
}
