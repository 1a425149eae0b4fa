import type { EntryId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { changeSession, createInSession } from './command-session.ts';
import { addExercise, editExercise, reorderExercises } from './entry-requests.ts';
import { entryId, exampleSession, sessionId } from './examples.ts';
import { addsEntry, editsEntry, ordersEntries, removesEntry } from './offline.ts';
import { referenceOf } from './references.ts';
import { session } from './responses.ts';
import { entryPath, sessionPath } from './session-requests.ts';

/** The routes that add, change and remove the entries of a training session. */
export const entryRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-sessions/:id/exercises',
    operationId: 'addEntry',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Add an exercise at the end of a training session.',
    description: 'With exerciseId, name and mode may be absent: the session takes those of that exercise.',
    request: { path: sessionPath, headers: commandHeaders, body: addExercise },
    responses: { 201: created(session) },
    problems: ['session-not-found', 'exercise-not-found', 'id-taken'],
    offline: addsEntry,
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
    operationId: 'reorderEntries',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Reorder the exercises of a training session.',
    description: 'The body has the id of every exercise of the session once, in the new order.',
    request: { path: sessionPath, headers: commandHeaders, body: reorderExercises },
    responses: { 200: changed(session) },
    problems: ['session-not-found'],
    offline: ordersEntries,
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
    operationId: 'editEntry',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Edit an exercise of a training session.',
    description:
      'A new `exerciseId` changes the link only; name and mode stay. Another `mode` is refused while a set does not ' +
      'fit it.',
    request: { path: entryPath, headers: commandHeaders, body: editExercise },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found', 'exercise-not-found'],
    offline: editsEntry,
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
    operationId: 'removeEntry',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Remove an exercise from a training session.',
    description: 'Removes the exercise with its sets. The later exercises move up, so that `order` has no gaps.',
    request: { path: entryPath, headers: commandHeaders },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found'],
    offline: removesEntry,
    example: {
      request: { path: { id: sessionId, entryId } },
      response: { status: 200, body: { ...exampleSession, exercises: [] } },
    },
    handle: (deps) => (input) =>
      changeSession(deps, input, { type: 'RemoveExercise', data: { entryId: input.path.entryId } }),
  }),
];
