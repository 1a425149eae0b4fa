import { notFound } from '../../errors.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { knownVersionOf, storedDocument } from '../reply.ts';
import { notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { copyUnitRoute } from './copy-unit.ts';
import { createUnitRoute } from './create-unit.ts';
import { exampleSummary, exampleUnit, unitId } from './examples.ts';
import { unit, unitPage } from './responses.ts';
import { listUnits, unitPath } from './unit-requests.ts';

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
  createUnitRoute,
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
  copyUnitRoute,
];
