import type { UnitId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created } from '../responses/response.ts';
import { route } from '../route.ts';
import { createInUnit } from './command-unit.ts';
import { exampleUnit, unitId } from './examples.ts';
import { unit } from './responses.ts';
import { copyUnit, unitPath } from './unit-requests.ts';

export const copyUnitRoute = route({
  method: 'post',
  path: '/api/v1/training-units/:id/copy',
  operationId: 'copyUnit',
  tag: 'training units',
  guard: 'user',
  summary: 'Copy a training unit under another name.',
  description:
    'The copy belongs to the caller and is in use, also when the unit is archived or belongs to another account that ' +
    'shares it. `copyOf` is the id of the unit. Own exercises of another account become own exercises of the caller; ' +
    'deleted ones become names.',
  request: { path: unitPath, headers: commandHeaders, body: copyUnit },
  responses: { 201: created(unit) },
  problems: ['unit-not-found', 'id-taken', 'unit-name-taken', 'quota-exceeded', 'read-model-behind'],
  example: {
    request: { path: { id: unitId }, body: { name: 'Day B' } },
    response: {
      status: 201,
      body: { ...exampleUnit, id: '01900000-0000-7000-8000-000000000063', name: 'Day B', copyOf: unitId },
    },
  },
  handle: (deps) => async (input) => {
    const { path, body, caller } = input;
    const copy = newId<UnitId>(deps, input, 'unit', body.id);
    const command = await deps.copyUnit({
      ...{ source: path.id, copy, name: body.name },
      ...{ context: contextOf(deps, input), requiredPosition: caller.requiredPosition },
    });
    return createInUnit(deps, input, copy, command);
  },
});
