import type { Reference } from '../../commands/session/rules.ts';
import type { EntryId, ExerciseId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import { changed, commandSession, created } from './command-session.ts';
import { addExercise, editExercise, reorderExercises } from './exercise-requests.ts';
import { onEntry } from './session-requests.ts';

/** The exercises of a training session. */
export function exerciseRoutes(deps: Dependencies, { signedIn }: Guards): Routes {
  const command = commandSession(deps);

  /** The exercise, if the caller may use it; what is kept of it in the session outlives it. */
  async function referenceOf({ account }: Caller, id: ExerciseId | null): Promise<Reference> {
    if (id === null) return null;
    const fold = await deps.foldExercise(id);
    const isVisible = fold.kind === 'present' && (fold.document.isSystem || fold.document.createdBy === account.id);
    return isVisible ? { name: fold.document.name } : null;
  }

  return {
    '/training-sessions/:id/exercises': {
      post: signedIn(async (caller) => {
        const asked = read(addExercise, caller.req);
        const { path, headers, body } = asked;
        const { id: own, name = null, notes, ...entry } = body;
        const reference = await referenceOf(caller, entry.exerciseId);
        const entryId = newId<EntryId>(deps, caller, headers, 'entry', own);
        const data = { ...entry, entryId, personal: { name, notes } };
        return created(await command(caller, path.id, asked, { type: 'AddExercise', data, reference }));
      }),
    },
    '/training-sessions/:id/exercises/order': {
      put: signedIn(async (caller) => {
        const asked = read(reorderExercises, caller.req);
        const { path, body } = asked;
        const reorder = { type: 'ReorderExercises', data: { entryIds: body.ids } } as const;
        return changed(await command(caller, path.id, asked, reorder));
      }),
    },
    '/training-sessions/:id/exercises/:entryId': {
      patch: signedIn(async (caller) => {
        const asked = read(editExercise, caller.req);
        const { path, body } = asked;
        const reference = await referenceOf(caller, body.exerciseId ?? null);
        const edit = { type: 'EditExercise', data: { ...body, entryId: path.entryId }, reference } as const;
        return changed(await command(caller, path.id, asked, edit));
      }),
      delete: signedIn(async (caller) => {
        const asked = read(onEntry, caller.req);
        const { path } = asked;
        const remove = { type: 'RemoveExercise', data: { entryId: path.entryId } } as const;
        return changed(await command(caller, path.id, asked, remove));
      }),
    },
  };
}
