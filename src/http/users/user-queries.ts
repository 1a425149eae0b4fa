import { notFound } from '../../errors.ts';
import { exampleAccount } from '../access/examples.ts';
import { account } from '../access/responses.ts';
import { accountId, pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { storedDocument } from '../reply.ts';
import { pageOf } from '../responses/fields.ts';
import { notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { listUsers, userPath } from './user-requests.ts';

/** The routes with which a superuser reads accounts. */
export const userQueryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/users',
    operationId: 'listUsers',
    tag: 'users',
    guard: 'superuser',
    summary: 'List all accounts.',
    description: 'Pages and filters combine. Follow the `next` address in `Link` to read all accounts.',
    request: { query: listUsers },
    responses: { 200: page(pageOf(account)) },
    problems: ['read-model-behind'],
    example: { request: { query: { searchString: 'ana' } }, response: { status: 200, body: pageWith(exampleAccount) } },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (page, { searchString: search, ...filters }) => {
          const { requiredPosition } = input.caller;
          return queries.listAccounts({ ...filters, ...page, search, requiredPosition });
        }),
  }),
  route({
    method: 'get',
    path: '/api/v1/users/:id',
    operationId: 'getUser',
    tag: 'users',
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
