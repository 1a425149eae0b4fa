import { present } from '../../documents/presence.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import { markedRequest } from '../command.ts';
import { countByAddress, inTurn, tryPassword } from '../middleware/rate-limits.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { response, withOptionalBody } from '../responses/response.ts';
import { route } from '../route.ts';
import { signUp } from './access-requests.ts';
import { checkNewPassword } from './check-new-password.ts';
import { email, exampleAccount, password } from './examples.ts';
import { account } from './responses.ts';
import { selfContext } from './self-context.ts';

export const signUpRoute = route({
  method: 'post',
  path: '/api/v1/access/signup',
  operationId: 'signUp',
  tag: 'sign-in',
  guard: 'anyone',
  summary: 'Create an account.',
  description: 'Sets no cookies. An idempotency key is bound to the email address.',
  request: { headers: commandHeaders, body: signUp },
  responses: { 201: withOptionalBody(response(account, 'ETag', 'Location')) },
  problems: ['account-not-found', 'email-taken'],
  example: {
    request: { body: { email, password, confirmPassword: password, name: 'Ana' } },
    response: { status: 201, body: exampleAccount },
  },
  handle:
    (deps) =>
    async ({ headers, body, incoming }) => {
      const { email, password, name } = body;
      const req = incoming.raw;
      checkNewPassword(deps, 'password', { password, as: 'self', email });
      await countByAddress(deps, 'signUp', req);
      const key = headers['idempotency-key'];
      const accountId = deps.ids.make() as AccountId;
      const registration = {
        accountId,
        email,
        name,
        credential: { id: deps.ids.make() as CredentialId, password },
        as: 'self',
        runPasswordCheck: (verify: () => Promise<boolean>) => tryPassword(deps, { req, email }, verify),
      } as const;
      const context = {
        ...selfContext(deps, incoming, accountId),
        ...(headers['if-match'] !== null && { ifRevision: headers['if-match'] }),
        ...(key !== null && { mark: deps.mark(email, key, markedRequest(incoming, { body: { email, name } })) }),
      };
      const outcome = await inTurn(deps, { req }, () => deps.register(registration, context));
      const { document } = present(outcome.presence, 'account');
      return answered(outcome, document, { location: `/api/v1/users/${document.id}` });
    },
});
