import { notFound } from '../../errors.ts';
import { exampleAccount } from '../access/examples.ts';
import { account } from '../access/responses.ts';
import { accountId, noItems } from '../examples.ts';
import { jsonText, storedDocument } from '../reply.ts';
import { limitOf } from '../requests/list.ts';
import { pageOf } from '../responses/fields.ts';
import { notModified, response, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { listUsers, userPath } from './user-requests.ts';

/** The routes with which a superuser reads accounts. */
export const userQueryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/users',
    guard: 'superuser',
    summary: 'List all accounts.',
    request: { query: listUsers },
    responses: { 200: response(pageOf(account)) },
    problems: ['read-model-behind'],
    example: { request: { query: { searchString: 'ana' } }, response: { status: 200, body: noItems } },
    handle:
      ({ queries }) =>
      async ({ query, caller: { requiredPosition } }) => {
        const { currentPage, pageSize, searchString: search, ...filters } = query;
        const page = limitOf({ currentPage, pageSize });
        return jsonText(await queries.listAccounts({ ...filters, ...page, search, requiredPosition }));
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/users/:id',
    guard: 'superuser',
    summary: 'Read an account.',
    request: { path: userPath },
    responses: { 200: shown(account), 304: notModified },
    problems: ['account-not-found', 'read-model-behind'],
    example: { request: { path: { id: accountId } }, response: { status: 200, body: exampleAccount } },
    handle:
      ({ queries }) =>
      async ({ path, caller: { requiredPosition } }) => {
        const found = await queries.getAccount({ id: path.id, requiredPosition });
        if (!found) throw notFound('account');
        return storedDocument(found);
      },
  }),
];
