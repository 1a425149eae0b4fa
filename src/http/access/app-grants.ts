import { z } from 'zod';
import { notFound } from '../../errors.ts';
import { json, noContent } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { appGrantPath } from './access-requests.ts';
import { appGrantId, exampleAppGrant } from './examples.ts';
import { appGrant } from './responses.ts';
import { undoGrantRoute } from './undo-grant.ts';

const path = '/api/v1/access/grants';

/** The routes for what the caller allows the apps of others. An app gets a grant on the page that asks for consent. */
export const appGrantRoutes: readonly Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'listGrants',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'List what you allow apps.',
    request: {},
    responses: { 200: response(z.array(appGrant)) },
    problems: [],
    example: { response: { status: 200, body: [exampleAppGrant] } },
    handle:
      ({ appGrants }) =>
      async ({ caller }) =>
        json(await appGrants.list(caller.account.id, caller.generation)),
  }),
  route({
    method: 'delete',
    path: `${path}/:id`,
    operationId: 'endGrant',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'End what you allow an app.',
    description: 'The next request of the app gets 401. Its changes remain, and the history names it.',
    request: { path: appGrantPath },
    responses: { 204: response(null) },
    problems: ['app-grant-not-found'],
    example: { request: { path: { id: appGrantId } }, response: { status: 204 } },
    handle:
      ({ appGrants }) =>
      async ({ path: { id }, caller }) => {
        if (!(await appGrants.end(caller.account.id, id))) throw notFound('app-grant');
        return noContent;
      },
  }),
  undoGrantRoute,
];
