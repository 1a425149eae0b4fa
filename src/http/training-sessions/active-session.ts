import type { SessionDocument } from '../../documents/session.ts';
import { notFound } from '../../errors.ts';
import type { SessionId } from '../../events/ids.ts';
import type { LinkedBytes } from '../../queries/exercises/linked-document-by-id.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { storedDocument } from '../reply.ts';
import { notModified, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleSession } from './examples.ts';
import { session } from './responses.ts';

/**
 * The route that shows the active session, so that another device can go on with it. Without one, it shows the session in
 * progress that began last.
 */
export const activeSessionRoute: Route = route({
  method: 'get',
  path: '/api/v1/training-sessions/active',
  operationId: 'getActiveSession',
  tag: 'training sessions',
  guard: 'user',
  summary: 'Read the training session that is in progress.',
  description:
    'The one that was started here and has not ended. Without one, the latest session in progress that came by `/sync` ' +
    'or an import. Any device may go on with it.',
  request: {},
  responses: { 200: shown(session), 304: notModified },
  problems: ['session-not-found', 'read-model-behind'],
  example: { response: { status: 200, body: exampleSession } },
  handle:
    (deps) =>
    async ({ caller }) => {
      const live = await deps.findActiveSession(caller.account.id);
      const found =
        (await inProgress(deps, caller, live)) ?? (await inProgress(deps, caller, await latest(deps, caller)));
      // It may have existed and have ended.
      if (!found) throw notFound('session', true);
      return storedDocument(found, found.joined);
    },
});

/** The session, if it is in progress. */
async function inProgress(
  { queries }: Pick<Dependencies, 'queries'>,
  { account, requiredPosition }: Caller,
  id: SessionId | null,
): Promise<LinkedBytes | null> {
  if (id === null) return null;
  const found = await queries.getSession({ owner: account.id, id, requiredPosition });
  if (!found) return null;
  const { status } = JSON.parse(found.doc.toString()) as SessionDocument;
  return status === 'in_progress' ? found : null;
}

/** The session in progress that began last, however it came. */
async function latest(
  { queries }: Pick<Dependencies, 'queries'>,
  { account, requiredPosition }: Caller,
): Promise<SessionId | null> {
  const { body } = await queries.listSessions({
    ...{ owner: account.id, requiredPosition, view: 'summary', status: 'in_progress' },
    ...{ orderBy: 'startedAt', sortOrder: 'desc', limit: 1, offset: 0 },
  });
  const { items } = JSON.parse(body) as Readonly<{ items: readonly Pick<SessionDocument, 'id'>[] }>;
  return items[0]?.id ?? null;
}
