import type { EntryId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Doors } from '../doors.ts';
import { read } from '../read.ts';
import type { Routes } from '../routes.ts';
import { changed, commandSession, created } from './command-session.ts';
import { addExercise, editExercise, reorderExercises } from './exercise-requests.ts';
import { onEntry } from './session-requests.ts';

/** The exercises of a training session. */
export function exerciseRoutes(deps: Dependencies, { signedIn }: Doors): Routes {
  const command = commandSession(deps);
  return {
    '/training-sessions/:id/exercises': {
      post: signedIn(async (caller) => {
        const { path, headers, body } = read(addExercise, caller.req);
        const { id: own, name, notes, ...entry } = body;
        const entryId = newId<EntryId>(deps, caller, headers, 'entry', own);
        const data = { ...entry, entryId, exerciseId: null, personal: { name, notes } };
        return created(await command(caller, path.id, headers, { type: 'AddExercise', data }));
      }),
    },
    '/training-sessions/:id/exercises/order': {
      put: signedIn(async (caller) => {
        const { path, headers, body } = read(reorderExercises, caller.req);
        const reorder = { type: 'ReorderExercises', data: { entryIds: body.ids } } as const;
        return changed(await command(caller, path.id, headers, reorder));
      }),
    },
    '/training-sessions/:id/exercises/:entryId': {
      patch: signedIn(async (caller) => {
        const { path, headers, body } = read(editExercise, caller.req);
        const edit = { type: 'EditExercise', data: { ...body, entryId: path.entryId } } as const;
        return changed(await command(caller, path.id, headers, edit));
      }),
      delete: signedIn(async (caller) => {
        const { path, headers } = read(onEntry, caller.req);
        const remove = { type: 'RemoveExercise', data: { entryId: path.entryId } } as const;
        return changed(await command(caller, path.id, headers, remove));
      }),
    },
  };
}
