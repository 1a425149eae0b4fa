import { selfOf } from '../../documents/account.ts';
import { present } from '../../documents/presence.ts';
import { contextOf } from '../command.ts';
import { signedOut } from '../cookies.ts';
import { answered, etagOf, json } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { notModified, shown, withCookies, withOptionalBody } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { editSelf, eraseSelf } from './access-requests.ts';
import { checkPassword } from './check-password.ts';
import { exampleSelf, password } from './examples.ts';
import { self } from './responses.ts';

/** The routes for the caller's own account. */
export const ownAccountRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/access/me',
    operationId: 'getOwnAccount',
    tag: 'own account',
    guard: 'user',
    summary: 'Read your account.',
    description:
      'The `ETag` also contains the id of the account, because the next user of the browser gets another ' +
      'account at this address.',
    request: {},
    responses: { 200: shown(self), 304: notModified },
    problems: [],
    example: { response: { status: 200, body: exampleSelf } },
    // The URL of the own account is the same for every caller. The ETag contains the account's id, so it never matches
    // another account's document.
    handle:
      () =>
      ({ caller: { account, revision } }) => ({
        ...json(selfOf(account)),
        etag: etagOf(revision, account.id),
      }),
  }),
  route({
    method: 'patch',
    path: '/api/v1/access/me',
    operationId: 'editOwnAccount',
    tag: 'own account',
    guard: 'cookie user',
    summary: 'Edit your account.',
    description: 'A new email address needs `currentPassword`.',
    request: { headers: commandHeaders, body: editSelf },
    responses: { 200: withOptionalBody(shown(self)) },
    problems: ['account-not-found', 'wrong-password', 'account-protected', 'email-taken'],
    example: { request: { body: { name: 'Ana' } }, response: { status: 200, body: exampleSelf } },
    handle: (deps) => async (input) => {
      const { currentPassword, ...data } = input.body;
      const proof = currentPassword !== undefined && { provenBy: await checkPassword(deps, input, currentPassword) };
      const edit = { type: 'EditAccount', as: 'self', ...proof, data } as const;
      const outcome = await deps.actOnAccount(input.caller.account.id, [edit], contextOf(deps, input, data));
      return answered(outcome, selfOf(present(outcome.presence, 'account').document));
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/access/me',
    operationId: 'eraseOwnAccount',
    tag: 'own account',
    guard: 'cookie user',
    summary: 'Erase your account with all its data.',
    description:
      'Needs the password. Texts and numbers of the account become unreadable for ever, also in the log. ' +
      'This cannot be undone.',
    request: { headers: commandHeaders, body: eraseSelf },
    responses: { 204: withCookies },
    problems: ['account-not-found', 'wrong-password', 'account-protected', 'read-model-behind'],
    example: { request: { body: { password } }, response: { status: 204 } },
    handle: (deps) => async (input) => {
      const provenBy = await checkPassword(deps, input, input.body.password);
      await deps.eraseAccount(input.caller.account.id, { as: 'self', provenBy }, contextOf(deps, input, null));
      return signedOut;
    },
  }),
];
