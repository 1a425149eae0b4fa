import type { SetId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Doors } from '../doors.ts';
import { read } from '../read.ts';
import type { Routes } from '../routes.ts';
import { changed, commandSession, created } from './command-session.ts';
import { onSet } from './session-requests.ts';
import { correctSet, logSet, reorderSets } from './set-requests.ts';

/** The sets of an exercise. */
export function setRoutes(deps: Dependencies, { signedIn }: Doors): Routes {
  const command = commandSession(deps);
  return {
    '/training-sessions/:id/exercises/:entryId/sets': {
      post: signedIn(async (caller) => {
        const { path, headers, body } = read(logSet, caller.req);
        const { id: own, notes, ...performance } = body;
        const setId = newId<SetId>(deps, caller, headers, 'set', own);
        const data = { ...performance, entryId: path.entryId, setId, personal: { notes } };
        return created(await command(caller, path.id, headers, { type: 'LogSet', data }));
      }),
    },
    '/training-sessions/:id/exercises/:entryId/sets/order': {
      put: signedIn(async (caller) => {
        const { path, headers, body } = read(reorderSets, caller.req);
        const reorder = { type: 'ReorderSets', data: { entryId: path.entryId, setIds: body.ids } } as const;
        return changed(await command(caller, path.id, headers, reorder));
      }),
    },
    '/training-sessions/:id/exercises/:entryId/sets/:setId': {
      patch: signedIn(async (caller) => {
        const { path, headers, body } = read(correctSet, caller.req);
        const { entryId, setId } = path;
        const correct = { type: 'CorrectSet', data: { ...body, entryId, setId } } as const;
        return changed(await command(caller, path.id, headers, correct));
      }),
      delete: signedIn(async (caller) => {
        const { path, headers } = read(onSet, caller.req);
        const { entryId, setId } = path;
        return changed(await command(caller, path.id, headers, { type: 'RemoveSet', data: { entryId, setId } }));
      }),
    },
  };
}
