import { z } from 'zod';
import { notFound } from '../../errors.ts';
import { storedDocument } from '../reply.ts';
import { notModified, response, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { formatOf, type Item, itemPath, type List, listQuery } from './items.ts';

/** The routes that read a reference list and its items. */
export const itemQueryRoutes = ({ kind, path, name, all, one }: List): readonly Route[] => {
  const { item, example, itemOf } = formatOf(kind);
  return [
    route({
      method: 'get',
      path,
      operationId: `list${all}`,
      tag: 'reference lists',
      guard: 'user',
      summary: `List the ${name}.`,
      description: 'The whole list, without pages.',
      request: { query: listQuery },
      responses: { 200: response(z.array(item)) },
      problems: ['read-model-behind'],
      example: { request: { query: { searchString: example.name } }, response: { status: 200, body: [example] } },
      handle:
        ({ queries }) =>
        async ({ query, caller }) => {
          const { searchString: search, ...order } = query;
          const { requiredPosition } = caller;
          const { body } = await queries.getReferenceList({ ...order, kind, search, requiredPosition });
          return { status: 200, body: (JSON.parse(body) as Item[]).map(itemOf) };
        },
    }),
    route({
      method: 'get',
      path: `${path}/:id`,
      operationId: `get${one}`,
      tag: 'reference lists',
      guard: 'user',
      summary: `Read one item of the ${name}.`,
      request: { path: itemPath },
      responses: { 200: shown(item), 304: notModified },
      problems: ['item-not-found', 'read-model-behind'],
      example: { request: { path: { id: '1000' } }, response: { status: 200, body: example } },
      handle:
        ({ queries }) =>
        async ({ path, caller }) => {
          const { requiredPosition } = caller;
          const question = { kind, requiredPosition, id: path.id, orderBy: 'id', sortOrder: 'asc' } as const;
          const { body: items, revision } = await queries.getReferenceList(question);
          const [found] = JSON.parse(items) as Item[];
          if (!found) throw notFound('item');
          return storedDocument({ doc: JSON.stringify(itemOf(found)), revision });
        },
    }),
  ];
};
