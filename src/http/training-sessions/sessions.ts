import type { EndSession } from '../../commands/session/end-session.ts';
import { DomainError } from '../../errors.ts';
import type { SessionId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Doors } from '../doors.ts';
import { limits } from '../list.ts';
import { read } from '../read.ts';
import { json, tagged } from '../reply.ts';
import type { Routes } from '../routes.ts';
import { changed, commandSession, created, gone } from './command-session.ts';
import { editSession, endSession, getSession, listSessions, onSession, startSession } from './session-requests.ts';

/** Training sessions as wholes: start, read, list, edit, end, delete. */
export function sessionRoutes(deps: Dependencies, { signedIn }: Doors): Routes {
  const { queries } = deps;
  const command = commandSession(deps);
  const ending = (type: EndSession['type']) => async (caller: Caller) => {
    const { path, headers, body } = read(endSession, caller.req);
    return changed(await command(caller, path.id, headers, { type, data: body }));
  };

  return {
    '/training-sessions': {
      get: signedIn(async ({ req, account, needed }) => {
        const { currentPage, pageSize, searchString: search, ...query } = read(listSessions, req).query;
        const sortOrder = query.sortOrder ?? (query.orderBy === 'startedAt' ? 'desc' : 'asc');
        const page = { ...limits({ currentPage, pageSize }), sortOrder };
        return json(await queries.listSessions({ ...query, ...page, search, owner: account.id, needed }));
      }),
      post: signedIn(async (caller) => {
        const { headers, body } = read(startSession, caller.req);
        const { id: own, ...data } = body;
        const sessionId = newId<SessionId>(deps, caller, headers, 'session', own);
        const start = { type: 'StartSession', data: { ...data, sessionId, importId: null } } as const;
        return created(await command(caller, sessionId, headers, start));
      }),
    },
    '/training-sessions/:id': {
      get: signedIn(async ({ req, account, needed }) => {
        const { id } = read(getSession, req).path;
        const found = await queries.getSession({ owner: account.id, id, needed });
        if (!found) throw new DomainError('session-not-found', 'No such training session.');
        return tagged(found.revision, json(found.doc), found.joined);
      }),
      patch: signedIn(async (caller) => {
        const { path, headers, body } = read(editSession, caller.req);
        return changed(await command(caller, path.id, headers, { type: 'EditSession', data: body }));
      }),
      delete: signedIn(async (caller) => {
        const { path, headers } = read(onSession, caller.req);
        return gone(await command(caller, path.id, headers, { type: 'DeleteSession', data: {} }));
      }),
    },
    '/training-sessions/:id/complete': { post: signedIn(ending('CompleteSession')) },
    '/training-sessions/:id/abort': { post: signedIn(ending('AbortSession')) },
  };
}
