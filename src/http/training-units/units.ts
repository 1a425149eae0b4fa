import { notFound } from '../../errors.ts';
import type { UnitId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { knownVersionOf, storedDocument } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created, notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { askedExercises, readReferences } from './asked-exercises.ts';
import { createInUnit } from './command-unit.ts';
import { exampleExercise, exampleSummary, exampleUnit, unitId } from './examples.ts';
import { createsUnit } from './offline.ts';
import { unit, unitPage } from './responses.ts';
import { copyUnit, createUnit, listUnits, unitPath } from './unit-requests.ts';

const tag = 'training units';

/** The routes that create, read and list training units. */
export const unitRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/training-units',
    operationId: 'listUnits',
    tag,
    guard: 'user',
    summary: "List the caller's training units, or those that others share.",
    description: 'By name. A summary has the number of exercises.',
    request: { query: listUnits },
    responses: { 200: page(unitPage) },
    problems: ['read-model-behind'],
    example: {
      request: { query: { searchString: 'day' } },
      response: { status: 200, body: pageWith(exampleSummary) },
    },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (page, { searchString: search, ...filters }) => {
          const { account, requiredPosition } = input.caller;
          return queries.listUnits({ ...filters, ...page, search, owner: account.id, requiredPosition });
        }),
  }),
  route({
    method: 'post',
    path: '/api/v1/training-units',
    operationId: 'createUnit',
    tag,
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
  }),
  route({
    method: 'get',
    path: '/api/v1/training-units/:id',
    operationId: 'getUnit',
    tag,
    guard: 'user',
    summary: 'Read a training unit.',
    description:
      'The unit with its exercises. The `ETag` is the revision; for a unit with linked exercises it is followed by the ' +
      'number of those that were deleted since, and by the version of the muscle groups.',
    request: { path: unitPath },
    responses: { 200: shown(unit), 304: notModified },
    problems: ['unit-not-found', 'read-model-behind'],
    example: { request: { path: { id: unitId } }, response: { status: 200, body: exampleUnit } },
    handle:
      ({ queries }) =>
      async ({ path, caller, incoming }) => {
        const { account, requiredPosition } = caller;
        const known = knownVersionOf(incoming.raw);
        const found = await queries.getUnit({ owner: account.id, id: path.id, known, requiredPosition });
        if (!found) throw notFound('unit');
        return storedDocument(found, found.joined);
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/training-units/:id/copy',
    operationId: 'copyUnit',
    tag,
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
  }),
];
