import { z } from 'zod';
import { notFound } from '../../errors.ts';
import { contextOf } from '../command.ts';
import { signedOut } from '../cookies.ts';
import { json, noContent } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { response, withCookies } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { authSessionPath } from './access-requests.ts';
import { authSessionId, exampleAuthSession } from './examples.ts';
import { authSession } from './responses.ts';

/** The routes that list and end the caller's auth sessions. Each sign-in is one auth session. */
export const authSessionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/access/logout-all',
    operationId: 'signOutEverywhere',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'Sign out everywhere: ends all auth sessions.',
    description: 'All auth sessions and personal access tokens of the account end at once, on every device.',
    request: { headers: commandHeaders },
    responses: { 204: withCookies },
    problems: ['account-not-found'],
    example: { response: { status: 204 } },
    handle: (deps) => async (input) => {
      const signOut = { type: 'SignOutEverywhere', as: 'self', data: {} } as const;
      await deps.actOnAccount(input.caller.account.id, [signOut], contextOf(deps, input));
      return signedOut;
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/access/sessions',
    operationId: 'listAuthSessions',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'List your auth sessions.',
    description: 'Each sign-in of a browser or an app is one auth session.',
    request: {},
    responses: { 200: response(z.array(authSession)) },
    problems: [],
    example: { response: { status: 200, body: [exampleAuthSession] } },
    handle:
      ({ authSessions }) =>
      async ({ caller }) => {
        const sessions = await authSessions.list(caller.account.id, caller.generation);
        return json(
          sessions.map((session) => ({ ...session, isCurrent: session.id === caller.credential.authSession })),
        );
      },
  }),
  route({
    method: 'delete',
    path: '/api/v1/access/sessions/:id',
    operationId: 'endAuthSession',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'End one of your auth sessions; clears the cookies if it is the current one.',
    description: 'The next request with a token of this sign-in gets 401.',
    request: { path: authSessionPath },
    responses: { 204: withCookies },
    problems: ['device-not-found'],
    example: { request: { path: { id: authSessionId } }, response: { status: 204 } },
    handle:
      ({ authSessions }) =>
      async ({ path, caller }) => {
        const hasEnded = await authSessions.end(caller.account.id, path.id);
        if (!hasEnded) throw notFound('device');
        return path.id === caller.credential.authSession ? signedOut : noContent;
      },
  }),
];
