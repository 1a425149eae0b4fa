import { unit as decider } from '../../commands/unit/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import { invalid } from '../../errors.ts';
import { contextOf, newId } from '../command.ts';
import { at } from '../examples.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, removed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { askedExercises, readReferences } from './asked-exercises.ts';
import { changeUnit } from './command-unit.ts';
import { exampleExercise, exampleUnit, unitExerciseId, unitId } from './examples.ts';
import { withKeptLinks } from './kept-links.ts';
import { deletesUnit, replacesUnit, usesUnit } from './offline.ts';
import { unit } from './responses.ts';
import { editUnit, replaceUnit, unitPath } from './unit-requests.ts';

const path = { id: unitId };
const tag = 'training units';

/** A route that takes a unit out of use, or back into it. */
const archiving = (verb: 'archive' | 'restore', type: 'ArchiveUnit' | 'RestoreUnit', summary: string) =>
  route({
    method: 'post',
    path: `/api/v1/training-units/:id/${verb}`,
    operationId: `${verb}Unit`,
    tag,
    guard: 'user',
    summary,
    description: 'An archived unit keeps its name and accepts every change. Repeating the request changes nothing.',
    request: { path: unitPath, headers: commandHeaders },
    responses: { 200: changed(unit) },
    problems: ['unit-not-found', 'access-too-low'],
    offline: usesUnit,
    example: {
      request: { path },
      response: { status: 200, body: { ...exampleUnit, archivedAt: verb === 'archive' ? at : null } },
    },
    handle: (deps) => (input) => changeUnit(deps, input, { type, data: {} }),
  });

/** The routes that change, archive and delete a training unit. */
export const unitCommandRoutes: readonly Route[] = [
  route({
    method: 'put',
    path: '/api/v1/training-units/:id',
    operationId: 'replaceUnit',
    tag,
    guard: 'user',
    summary: 'Change a training unit to what the body says.',
    description:
      'Exercises are recognised by their ids. Those without an id are new, those that the body lacks are removed. The ' +
      'body of a response may be sent back; members that cannot be changed have no effect.',
    needsIfMatch: true,
    request: { path: unitPath, headers: commandHeaders, body: replaceUnit },
    responses: { 200: changed(unit) },
    problems: ['unit-not-found', 'access-too-low', 'exercise-not-found', 'unit-name-taken', 'id-taken'],
    offline: replacesUnit,
    example: {
      request: {
        path,
        headers: { 'if-match': '"1"' },
        body: { name: 'Day C', exercises: [{ id: unitExerciseId, ...exampleExercise }] },
      },
      response: { status: 200, body: { ...exampleUnit, name: 'Day C' } },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      if (body.id !== undefined && body.id !== path.id) throw invalid('id', 'Must be the id in the path.');
      const described = body.exercises.map(
        ({ order: _, primaryMuscles: __, secondaryMuscles: ___, ...exercise }) => exercise,
      );
      const before = documentOf(await deps.readAggregate(decider, path.id));
      const kept = await withKeptLinks(deps, caller, before, described);
      const references = await readReferences(deps, caller, kept, path.id);
      const exercises = askedExercises(kept, references, (place) => newId(deps, input, place));
      const { name, description } = body;
      return changeUnit(deps, input, { type: 'ReplaceUnit', data: { name, description, exercises } });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/training-units/:id',
    operationId: 'editUnit',
    tag,
    guard: 'user',
    summary: 'Change the name or the description of a training unit.',
    request: { path: unitPath, headers: commandHeaders, body: editUnit },
    responses: { 200: changed(unit) },
    problems: ['unit-not-found', 'access-too-low', 'unit-name-taken'],
    offline: usesUnit,
    example: {
      request: { path, body: { description: 'Heavy' } },
      response: { status: 200, body: { ...exampleUnit, description: 'Heavy' } },
    },
    handle: (deps) => (input) => changeUnit(deps, input, { type: 'EditUnit', data: input.body }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-units/:id',
    operationId: 'deleteUnit',
    tag,
    guard: 'user',
    summary: 'Delete a training unit.',
    description:
      'The unit disappears from lists at once, and its name is free again. An id that was used stays used. A unit that ' +
      'a training plan of the caller uses is not deleted; the refusal names up to 20 of these plans as `related`.',
    request: { path: unitPath, headers: commandHeaders },
    responses: { 204: removed },
    problems: ['unit-not-found', 'access-too-low', 'unit-in-use'],
    offline: deletesUnit,
    example: { request: { path }, response: { status: 204 } },
    handle: (deps) => async (input) => {
      const remove = { type: 'DeleteUnit', data: {} } as const;
      return answered(await deps.execute(decider, input.path.id, [remove], contextOf(deps, input)));
    },
  }),
  archiving('archive', 'ArchiveUnit', 'Archive a training unit.'),
  archiving('restore', 'RestoreUnit', 'Bring an archived training unit back into use.'),
];
