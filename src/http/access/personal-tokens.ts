import { z } from 'zod';
import { DomainError, invalid, notFound } from '../../errors.ts';
import { type Instant, instantOf } from '../../events/ids.ts';
import { maxPersonalTokens, personalTokenDays } from '../../events/token-values.ts';
import { json, noContent } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { createPersonalToken, personalTokenPath } from './access-requests.ts';
import { examplePersonalToken, personalTokenId } from './examples.ts';
import { newPersonalToken, personalToken } from './responses.ts';

const path = '/api/v1/access/tokens';

/** The routes for the caller's personal access tokens, which programs send instead of cookies. */
export const personalTokenRoutes: readonly Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'listTokens',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'List your personal access tokens.',
    request: {},
    responses: { 200: response(z.array(personalToken)) },
    problems: [],
    example: { response: { status: 200, body: [examplePersonalToken] } },
    handle:
      ({ personalTokens }) =>
      async ({ caller }) =>
        json(await personalTokens.list(caller.account.id, caller.generation)),
  }),
  route({
    method: 'post',
    path,
    operationId: 'createToken',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'Create a personal access token for a program.',
    description: 'Only this response contains the token. A repeated request creates another token.',
    noStore: true,
    request: { body: createPersonalToken },
    responses: { 201: response(newPersonalToken) },
    problems: ['quota-exceeded'],
    example: {
      request: { body: { name: 'Training statistics', scopes: ['read', 'write'] } },
      response: { status: 201, body: { ...examplePersonalToken, token: `itpat_${'AbCdEfGh'.repeat(8)}` } },
    },
    handle:
      ({ personalTokens, clock }) =>
      async ({ caller, body: { name, scopes, expiresAt } }) => {
        const token = { name, scopes, expiresAt: expiryOf(expiresAt, clock()) };
        const created = await personalTokens.create(caller.account.id, caller.generation, token);
        if (!created) throw tooMany();
        return json({ ...created.stored, token: created.text }, 201);
      },
  }),
  route({
    method: 'delete',
    path: `${path}/:id`,
    operationId: 'revokeToken',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'Revoke one of your personal access tokens.',
    description: 'The next request with the token gets 401.',
    request: { path: personalTokenPath },
    responses: { 204: response(null) },
    problems: ['token-not-found'],
    example: { request: { path: { id: personalTokenId } }, response: { status: 204 } },
    handle:
      ({ personalTokens }) =>
      async ({ path: { id }, caller }) => {
        if (!(await personalTokens.revoke(caller.account.id, id))) throw notFound('token');
        return noContent;
      },
  }),
];

const dayMs = 86_400_000;

/** The end of a new token: the given one, if it is in the future and not too far away, or the default. */
function expiryOf(given: Instant | undefined, now: Instant): Instant {
  const after = (days: number) => instantOf(Date.parse(now) + days * dayMs);
  if (given === undefined) return after(personalTokenDays.usual);
  if (given <= now) throw invalid('expiresAt', 'Must be in the future.');
  if (given > after(personalTokenDays.max)) {
    throw invalid('expiresAt', `Must be at most ${personalTokenDays.max} days in the future.`);
  }
  return given;
}

function tooMany(): DomainError {
  const message = `An account has at most ${maxPersonalTokens} personal access tokens. Revoke some first.`;
  return new DomainError('quota-exceeded', message, {
    validationErrors: [{ type: 'quota_exceeded', field: 'personalTokens', message }],
  });
}
