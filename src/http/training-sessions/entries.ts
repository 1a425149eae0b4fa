import { exercise } from '../../commands/exercise/decider.ts';
import type { Reference } from '../../commands/session/rules.ts';
import { documentOf } from '../../documents/presence.ts';
import type { EntryId, ExerciseId } from '../../events/ids.ts';
import { modeOf } from '../../events/values.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { changeSession, createInSession } from './command-session.ts';
import { addExercise, editExercise, reorderExercises } from './entry-requests.ts';
import { entryId, exampleSession, sessionId } from './examples.ts';
import { session } from './responses.ts';
import { entryPath, sessionPath } from './session-requests.ts';

/** The routes that add, change and remove the entries of a training session. */
export const entryRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-sessions/:id/exercises',
    guard: 'user',
    summary: 'Add an exercise at the end of a training session.',
    description: 'With exerciseId, name and mode may be absent: the session takes those of that exercise.',
    request: { path: sessionPath, headers: commandHeaders, body: addExercise },
    responses: { 201: created(session) },
    problems: ['session-not-found', 'exercise-not-found', 'id-taken'],
    example: {
      request: { path: { id: sessionId }, body: { name: 'Squat', mode: 'reps' } },
      response: { status: 201, body: exampleSession },
    },
    handle: (deps) => async (input) => {
      const { id: own, name = null, mode = null, notes, ...entry } = input.body;
      const reference = await referenceOf(deps, input.caller, entry.exerciseId);
      const entryId = newId<EntryId>(deps, input, 'entry', own);
      const data = { ...entry, mode, entryId, personal: { name, notes } };
      return createInSession(deps, input, input.path.id, { type: 'AddExercise', data, reference });
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/training-sessions/:id/exercises/order',
    guard: 'user',
    summary: 'Reorder the exercises of a training session.',
    request: { path: sessionPath, headers: commandHeaders, body: reorderExercises },
    responses: { 200: changed(session) },
    problems: ['session-not-found'],
    example: {
      request: { path: { id: sessionId }, body: { ids: [entryId] } },
      response: { status: 200, body: exampleSession },
    },
    handle: (deps) => (input) =>
      changeSession(deps, input, { type: 'ReorderExercises', data: { entryIds: input.body.ids } }),
  }),
  route({
    method: 'patch',
    path: '/api/v1/training-sessions/:id/exercises/:entryId',
    guard: 'user',
    summary: 'Edit an exercise of a training session.',
    request: { path: entryPath, headers: commandHeaders, body: editExercise },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found', 'exercise-not-found'],
    example: {
      request: { path: { id: sessionId, entryId }, body: { supersetGroup: 1 } },
      response: { status: 200, body: exampleSession },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      const reference = await referenceOf(deps, caller, body.exerciseId ?? null);
      const data = { ...body, entryId: path.entryId };
      return changeSession(deps, input, { type: 'EditExercise', data, reference });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-sessions/:id/exercises/:entryId',
    guard: 'user',
    summary: 'Remove an exercise from a training session.',
    request: { path: entryPath, headers: commandHeaders },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found'],
    example: {
      request: { path: { id: sessionId, entryId } },
      response: { status: 200, body: { ...exampleSession, exercises: [] } },
    },
    handle: (deps) => (input) =>
      changeSession(deps, input, { type: 'RemoveExercise', data: { entryId: input.path.entryId } }),
  }),
];

/**
 * The name and default mode of an exercise if the caller may link an entry to the exercise, else null. The entry keeps a copy of the
 * name, so the name remains when the exercise is deleted.
 */
async function referenceOf(deps: Dependencies, { account }: Caller, id: ExerciseId | null): Promise<Reference> {
  if (id === null) return null;
  const document = documentOf(await deps.readAggregate(exercise, id));
  const isVisible = document?.isSystem || document?.createdBy === account.id;
  return document && isVisible ? { name: document.name, mode: modeOf(document.metrics) } : null;
}
