import type { AccountId, CredentialId } from '../../events/ids.ts';
import { contextOf } from '../command.ts';
import { signedOut } from '../cookies.ts';
import { countByAddress, inTurn } from '../middleware/rate-limits.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { withCookies } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { resetPassword, updatePassword } from './access-requests.ts';
import { checkNewPassword, checkNewPasswordOf } from './check-new-password.ts';
import { checkPassword } from './check-password.ts';
import { password } from './examples.ts';
import { selfContext } from './self-context.ts';

/**
 * The routes for changing one's own password, with the current password or a reset token. Both end every auth session
 * of the account.
 */
export const passwordRoutes: readonly Route[] = [
  route({
    method: 'patch',
    path: '/api/v1/access/password-update',
    operationId: 'changePassword',
    tag: 'sign-in',
    guard: 'cookie user',
    summary: 'Change your password; ends all auth sessions.',
    description:
      'All auth sessions and personal access tokens of the account end, and both cookies are cleared. Sign ' +
      'in with the new password.',
    request: { headers: commandHeaders, body: updatePassword },
    responses: { 204: withCookies },
    problems: ['account-not-found', 'wrong-password'],
    example: {
      request: { body: { currentPassword: password, newPassword: 'N3w&Password' } },
      response: { status: 204 },
    },
    handle: (deps) => async (input) => {
      const { body, caller } = input;
      const { email } = caller.account;
      checkNewPassword(deps, 'newPassword', { password: body.newPassword, as: 'self', email });
      const provenBy = await checkPassword(deps, input, body.currentPassword);
      const id = deps.ids.make() as CredentialId;
      const credential = { id, password: body.newPassword, as: 'self', provenBy } as const;
      await deps.actOnAccount(caller.account.id, [], contextOf(deps, input, null), credential);
      return signedOut;
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/access/password-reset',
    operationId: 'resetPassword',
    tag: 'sign-in',
    guard: 'anyone',
    summary: 'Set a new password with a one-time token; ends all auth sessions.',
    request: { body: resetPassword },
    responses: { 204: withCookies },
    problems: ['reset-token-invalid', 'concurrent-change'],
    example: {
      request: { body: { token: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789', newPassword: 'N3w&Password' } },
      response: { status: 204 },
    },
    handle:
      (deps) =>
      async ({ body: { token, newPassword }, incoming }) => {
        const given = { password: newPassword, as: 'self' } as const;
        checkNewPassword(deps, 'newPassword', { ...given, email: null });
        await countByAddress(deps, 'passwordReset', incoming.raw);
        const redemption = {
          token,
          credential: { id: deps.ids.make() as CredentialId, password: newPassword },
          check: (account: AccountId) => checkNewPasswordOf(deps, account, 'newPassword', given),
          contextOf: (account: AccountId) => selfContext(deps, incoming, account),
        };
        await inTurn(deps, { req: incoming.raw }, () => deps.redeemPasswordReset(redemption));
        return signedOut;
      },
  }),
];
