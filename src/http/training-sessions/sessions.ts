import type { EndSession } from '../../commands/session/end-session.ts';
import { DomainError } from '../../errors.ts';
import type { SessionId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import { json, withETag } from '../reply.ts';
import { limits } from '../requests/list.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import { changed, commandSession, created, gone } from './command-session.ts';
import { editSession, endSession, getSession, listSessions, onSession, startSession } from './session-requests.ts';

/** Training sessions as wholes: start, read, list, edit, end, delete. */
export function sessionRoutes(deps: Dependencies, { signedIn }: Guards): Routes {
  const { queries } = deps;
  const command = commandSession(deps);
  const ending = (type: EndSession['type']) => async (caller: Caller) => {
    const asked = read(endSession, caller.req);
    const { path, body } = asked;
    return changed(await command(caller, path.id, asked, { type, data: body }));
  };

  return {
    '/training-sessions': {
      get: signedIn(async ({ req, account, requiredPosition }) => {
        const { currentPage, pageSize, searchString: search, ...query } = read(listSessions, req).query;
        const sortOrder = query.sortOrder ?? (query.orderBy === 'startedAt' ? 'desc' : 'asc');
        const page = { ...limits({ currentPage, pageSize }), sortOrder };
        return json(await queries.listSessions({ ...query, ...page, search, owner: account.id, requiredPosition }));
      }),
      post: signedIn(async (caller) => {
        const asked = read(startSession, caller.req);
        const { headers, body } = asked;
        const { id: own, ...data } = body;
        const sessionId = newId<SessionId>(deps, caller, headers, 'session', own);
        const start = { type: 'StartSession', data: { ...data, sessionId, importId: null } } as const;
        return created(await command(caller, sessionId, asked, start));
      }),
    },
    '/training-sessions/:id': {
      get: signedIn(async ({ req, account, requiredPosition }) => {
        const { id } = read(getSession, req).path;
        const found = await queries.getSession({ owner: account.id, id, requiredPosition });
        if (!found) throw new DomainError('session-not-found', 'No such training session.');
        return withETag(found.revision, json(found.doc), found.joined);
      }),
      patch: signedIn(async (caller) => {
        const asked = read(editSession, caller.req);
        const { path, body } = asked;
        return changed(await command(caller, path.id, asked, { type: 'EditSession', data: body }));
      }),
      delete: signedIn(async (caller) => {
        const asked = read(onSession, caller.req);
        const { path } = asked;
        return gone(await command(caller, path.id, asked, { type: 'DeleteSession', data: {} }));
      }),
    },
    '/training-sessions/:id/complete': { post: signedIn(ending('CompleteSession')) },
    '/training-sessions/:id/abort': { post: signedIn(ending('AbortSession')) },
  };
}
