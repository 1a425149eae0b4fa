import { z } from 'zod';
import { notFound } from '../../errors.ts';
import { jsonText, storedDocument } from '../reply.ts';
import { notModified, response, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleItem, item, itemPath, type List, listQuery } from './items.ts';

/** The routes that read a reference list and its items. */
export const itemQueryRoutes = ({ kind, path, name }: List): readonly Route[] => [
  route({
    method: 'get',
    path,
    guard: 'user',
    summary: `List the ${name}.`,
    description: 'The whole list, without pages.',
    request: { query: listQuery },
    responses: { 200: response(z.array(item)) },
    problems: ['read-model-behind'],
    example: { request: { query: { searchString: 'bar' } }, response: { status: 200, body: [exampleItem] } },
    handle:
      ({ queries }) =>
      async ({ query, caller }) => {
        const { searchString: search, ...order } = query;
        const { requiredPosition } = caller;
        return jsonText((await queries.getReferenceList({ ...order, kind, search, requiredPosition })).body);
      },
  }),
  route({
    method: 'get',
    path: `${path}/:id`,
    guard: 'user',
    summary: `Read one item of the ${name}.`,
    request: { path: itemPath },
    responses: { 200: shown(item), 304: notModified },
    problems: ['item-not-found', 'read-model-behind'],
    example: { request: { path: { id: '1000' } }, response: { status: 200, body: exampleItem } },
    handle:
      ({ queries }) =>
      async ({ path, caller }) => {
        const { requiredPosition } = caller;
        const question = { kind, requiredPosition, id: path.id, orderBy: 'id', sortOrder: 'asc' } as const;
        const { body: items, revision } = await queries.getReferenceList(question);
        // The query returns a JSON array with the item, or an empty array when there is no such item.
        const doc = items.slice(1, -1);
        if (doc === '') throw notFound('item');
        return storedDocument({ doc, revision });
      },
  }),
];
