import type { SetId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Guards } from '../guards.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import { changed, commandSession, created } from './command-session.ts';
import { onSet } from './session-requests.ts';
import { correctSet, logSet, reorderSets } from './set-requests.ts';

/** The sets of an exercise. */
export function setRoutes(deps: Dependencies, { signedIn }: Guards): Routes {
  const command = commandSession(deps);
  return {
    '/training-sessions/:id/exercises/:entryId/sets': {
      post: signedIn(async (caller) => {
        const asked = read(logSet, caller.req);
        const { path, headers, body } = asked;
        const { id: own, notes, ...performance } = body;
        const setId = newId<SetId>(deps, caller, headers, 'set', own);
        const data = { ...performance, entryId: path.entryId, setId, personal: { notes } };
        return created(await command(caller, path.id, asked, { type: 'LogSet', data }));
      }),
    },
    '/training-sessions/:id/exercises/:entryId/sets/order': {
      put: signedIn(async (caller) => {
        const asked = read(reorderSets, caller.req);
        const { path, body } = asked;
        const reorder = { type: 'ReorderSets', data: { entryId: path.entryId, setIds: body.ids } } as const;
        return changed(await command(caller, path.id, asked, reorder));
      }),
    },
    '/training-sessions/:id/exercises/:entryId/sets/:setId': {
      patch: signedIn(async (caller) => {
        const asked = read(correctSet, caller.req);
        const { path, body } = asked;
        const { entryId, setId } = path;
        const correct = { type: 'CorrectSet', data: { ...body, entryId, setId } } as const;
        return changed(await command(caller, path.id, asked, correct));
      }),
      delete: signedIn(async (caller) => {
        const asked = read(onSet, caller.req);
        const { path } = asked;
        const { entryId, setId } = path;
        return changed(await command(caller, path.id, asked, { type: 'RemoveSet', data: { entryId, setId } }));
      }),
    },
  };
}
