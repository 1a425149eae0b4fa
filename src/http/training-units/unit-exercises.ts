import type { UnitExerciseId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { askedAlternatives, askedExercises, readReferences, referenceIn } from './asked-exercises.ts';
import { changeUnit, createInUnit } from './command-unit.ts';
import { exampleExercise, exampleUnit, unitExerciseId, unitId } from './examples.ts';
import { addUnitExercise, editUnitExercise, reorderUnitExercises } from './exercise-requests.ts';
import { addsExercise, editsExercise, ordersExercises, removesExercise } from './offline.ts';
import { unit } from './responses.ts';
import { unitExercisePath, unitPath } from './unit-requests.ts';

const tag = 'training units';

/** The routes that add, change and remove the exercises of a training unit. */
export const unitExerciseRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-units/:id/exercises',
    operationId: 'addUnitExercise',
    tag,
    guard: 'user',
    summary: 'Add an exercise at the end of a training unit.',
    description: 'With exerciseId, name and mode may be absent: the unit takes those of that exercise.',
    request: { path: unitPath, headers: commandHeaders, body: addUnitExercise },
    responses: { 201: created(unit) },
    problems: ['unit-not-found', 'access-too-low', 'exercise-not-found', 'id-taken'],
    offline: addsExercise,
    example: {
      request: { path: { id: unitId }, body: exampleExercise },
      response: { status: 201, body: exampleUnit },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      const references = await readReferences(deps, caller, [body], path.id);
      const id = newId<UnitExerciseId>(deps, input, 'exercise', body.id);
      const [data] = askedExercises([body], references, () => id);
      if (!data) throw new Error('One exercise was asked for');
      return createInUnit(deps, input, path.id, { type: 'AddUnitExercise', data });
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/training-units/:id/exercises/order',
    operationId: 'reorderUnitExercises',
    tag,
    guard: 'user',
    summary: 'Reorder the exercises of a training unit.',
    description: 'The body has the id of every exercise of the unit once, in the new order.',
    request: { path: unitPath, headers: commandHeaders, body: reorderUnitExercises },
    responses: { 200: changed(unit) },
    problems: ['unit-not-found', 'access-too-low'],
    offline: ordersExercises,
    example: {
      request: { path: { id: unitId }, body: { ids: [unitExerciseId] } },
      response: { status: 200, body: exampleUnit },
    },
    handle: (deps) => (input) =>
      changeUnit(deps, input, { type: 'ReorderUnitExercises', data: { unitExerciseIds: input.body.ids } }),
  }),
  route({
    method: 'patch',
    path: '/api/v1/training-units/:id/exercises/:unitExerciseId',
    operationId: 'editUnitExercise',
    tag,
    guard: 'user',
    summary: 'Change an exercise of a training unit.',
    description:
      'An absent member keeps its value. `target`, `progression` and `alternatives` are replaced as a whole. A new ' +
      '`exerciseId` changes the link only; name and mode stay.',
    request: { path: unitExercisePath, headers: commandHeaders, body: editUnitExercise },
    responses: { 200: changed(unit) },
    problems: ['unit-not-found', 'access-too-low', 'unit-exercise-not-found', 'exercise-not-found'],
    offline: editsExercise,
    example: {
      request: { path: { id: unitId, unitExerciseId }, body: { sets: 5 } },
      response: {
        status: 200,
        body: { ...exampleUnit, exercises: [{ ...exampleUnit.exercises[0], sets: 5 }] },
      },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      const { alternatives, ...change } = body;
      const references = await readReferences(deps, caller, [body], path.id);
      const data = {
        ...change,
        unitExerciseId: path.unitExerciseId,
        ...(alternatives && { alternatives: askedAlternatives(alternatives, references) }),
        ...referenceIn(references, body.exerciseId),
      };
      return changeUnit(deps, input, { type: 'EditUnitExercise', data });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-units/:id/exercises/:unitExerciseId',
    operationId: 'removeUnitExercise',
    tag,
    guard: 'user',
    summary: 'Remove an exercise from a training unit.',
    description: 'The later exercises move up, so that `order` has no gaps.',
    request: { path: unitExercisePath, headers: commandHeaders },
    responses: { 200: changed(unit) },
    problems: ['unit-not-found', 'access-too-low', 'unit-exercise-not-found'],
    offline: removesExercise,
    example: {
      request: { path: { id: unitId, unitExerciseId } },
      response: { status: 200, body: { ...exampleUnit, exercises: [] } },
    },
    handle: (deps) => (input) => {
      const { unitExerciseId } = input.path;
      return changeUnit(deps, input, { type: 'RemoveUnitExercise', data: { unitExerciseId } });
    },
  }),
];
