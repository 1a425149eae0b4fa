import type { UnitId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created } from '../responses/response.ts';
import { route } from '../route.ts';
import { askedExercises, readReferences } from './asked-exercises.ts';
import { createInUnit } from './command-unit.ts';
import { exampleExercise, exampleUnit } from './examples.ts';
import { createsUnit } from './offline.ts';
import { unit } from './responses.ts';
import { createUnit } from './unit-requests.ts';

export const createUnitRoute = route({
  method: 'post',
  path: '/api/v1/training-units',
  operationId: 'createUnit',
  tag: 'training units',
  guard: 'user',
  summary: 'Create a training unit with its exercises.',
  description:
    'The client may supply the ids, UUIDs of any version. With the id of the unit it may repeat the request.',
  request: { headers: commandHeaders, body: createUnit },
  responses: { 201: created(unit) },
  problems: ['id-taken', 'exercise-not-found', 'unit-name-taken', 'quota-exceeded'],
  offline: createsUnit,
  example: {
    request: { body: { name: 'Day A', exercises: [exampleExercise] } },
    response: { status: 201, body: exampleUnit },
  },
  handle: (deps) => async (input) => {
    const { caller, body } = input;
    const unitId = newId<UnitId>(deps, input, 'unit', body.id);
    const references = await readReferences(deps, caller, body.exercises);
    // The ids of the exercises follow from that of the unit, so that a repeated request with the unit's id has the
    // same ids.
    const makeId = (place: string) => deps.ids.derive(caller.account.id, unitId, place);
    const { name, description } = body;
    const exercises = askedExercises(body.exercises, references, makeId);
    const data = { unitId, copyOf: null, name, description, exercises };
    return createInUnit(deps, input, unitId, { type: 'CreateUnit', data });
  },
});
