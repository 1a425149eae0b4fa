import { z } from 'zod';
import { present } from '../../documents/presence.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import { checkNewPassword, checkNewPasswordOf } from '../access/check-new-password.ts';
import { email, exampleAccount } from '../access/examples.ts';
import { account } from '../access/responses.ts';
import { contextOf, newId } from '../command.ts';
import { accountId } from '../examples.ts';
import { answered, json } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created, removed, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { createUser, editUser, userPath } from './user-requests.ts';

const as = 'superuser';

/** The routes with which a superuser changes accounts. */
export const userCommandRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/users',
    operationId: 'createUser',
    tag: 'users',
    guard: 'superuser',
    summary: 'Create an account for someone else.',
    description: 'The account can sign in at once with the given password.',
    request: { headers: commandHeaders, body: createUser },
    responses: { 201: created(account) },
    problems: ['account-not-found', 'email-taken'],
    example: { request: { body: { email, password: 'abc' } }, response: { status: 201, body: exampleAccount } },
    handle: (deps) => async (input) => {
      const { password, ...data } = input.body;
      checkNewPassword(deps, 'password', { password, as, email: data.email });
      const accountId = newId<AccountId>(deps, input, 'account');
      const credential = { id: deps.ids.make() as CredentialId, password };
      const outcome = await deps.register({ ...data, accountId, credential, as }, contextOf(deps, input, data));
      const { document } = present(outcome.presence, 'account');
      return answered(outcome, document, { location: `/api/v1/users/${document.id}` });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/users/:id',
    operationId: 'editUser',
    tag: 'users',
    guard: 'superuser',
    summary: 'Edit an account.',
    description: 'A new password or isActive=false ends all auth sessions of the account.',
    request: { path: userPath, headers: commandHeaders, body: editUser },
    responses: { 200: changed(account) },
    problems: ['account-not-found', 'own-account', 'account-protected', 'email-taken'],
    example: {
      request: { path: { id: accountId }, body: { name: 'Ana' } },
      response: { status: 200, body: exampleAccount },
    },
    handle: (deps) => async (input) => {
      const { password = null, ...data } = input.body;
      if (password !== null) {
        checkNewPassword(deps, 'password', { password, as, email: data.email ?? null });
        if (data.email === undefined) await checkNewPasswordOf(deps, input.path.id, 'password', { password, as });
      }
      const edit = { type: 'EditAccount', as, data } as const;
      const id = deps.ids.make() as CredentialId;
      const credential = password === null ? undefined : ({ id, password, as } as const);
      const outcome = await deps.actOnAccount(input.path.id, [edit], contextOf(deps, input, data), credential);
      return answered(outcome, present(outcome.presence, 'account').document);
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/users/:id',
    operationId: 'eraseUser',
    tag: 'users',
    guard: 'superuser',
    summary: 'Erase an account with all its data.',
    description: 'Texts and numbers of the account become unreadable for ever, also in the log. This cannot be undone.',
    request: { path: userPath, headers: commandHeaders },
    responses: { 204: removed },
    problems: ['account-not-found', 'own-account', 'account-protected', 'read-model-behind'],
    example: { request: { path: { id: accountId } }, response: { status: 204 } },
    handle: (deps) => async (input) => answered(await deps.eraseAccount(input.path.id, { as }, contextOf(deps, input))),
  }),
  route({
    method: 'post',
    path: '/api/v1/users/:id/password-reset',
    operationId: 'createPasswordReset',
    tag: 'users',
    guard: 'superuser',
    summary: 'Create a one-time token that sets a new password.',
    description:
      'The token is valid for an hour. Only this response contains it; give it to the person, who sends it ' +
      'to `resetPassword`.',
    request: { path: userPath, headers: commandHeaders },
    noStore: true,
    responses: { 201: response(z.strictObject({ token: z.string() })) },
    problems: ['account-not-found', 'own-account', 'account-protected'],
    example: {
      request: { path: { id: accountId } },
      response: { status: 201, body: { token: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789' } },
    },
    handle: (deps) => async (input) => {
      const token = await deps.offerPasswordReset(input.path.id, as, contextOf(deps, input));
      return json({ token }, 201);
    },
  }),
];
