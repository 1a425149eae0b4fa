import { z } from 'zod';
import type { AssignRole } from '../../commands/account/assign-role.ts';
import type { RevokeRole } from '../../commands/account/revoke-role.ts';
import { present } from '../../documents/presence.ts';
import { notFound } from '../../errors.ts';
import { email } from '../access/examples.ts';
import { contextOf } from '../command.ts';
import type { ProblemCode } from '../problem.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { response, withOptionalBody } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { changeRole, rolePath } from './user-requests.ts';

const refusals = ['account-not-found', 'own-account', 'account-protected', 'account-inactive'] as const;

type RoleChange = Readonly<{
  verb: 'assign' | 'revoke';
  type: (AssignRole | RevokeRole)['type'];
  summary: string;
  problem: ProblemCode;
}>;

const changeRoleRoute = ({ verb, type, summary, problem }: RoleChange) =>
  route({
    method: 'patch',
    path: `/api/v1/roles/:email/${verb}`,
    operationId: `${verb}Role`,
    tag: 'users',
    guard: 'superuser',
    summary,
    request: { path: rolePath, headers: commandHeaders, body: changeRole },
    responses: { 200: withOptionalBody(response(z.strictObject({ message: z.string() }), 'X-Consistency-Token')) },
    problems: [...refusals, problem],
    example: {
      request: { path: { email }, body: { roleSlug: 'fitness-trainer' } },
      response: { status: 200, body: { message: 'The account now has the role Fitness Trainer.' } },
    },
    handle: (deps) => async (input) => {
      const found = await deps.findAccount(input.path.email);
      if (!found) throw notFound('account');
      const command = { type, as: 'superuser', data: { role: input.body.roleSlug } } as const;
      const outcome = await deps.actOnAccount(found.document.id, [command], contextOf(deps, input));
      const { roleName } = present(outcome.presence, 'account').document;
      return answered(outcome, { message: `The account now has the role ${roleName}.` });
    },
  });

/**
 * The routes that assign and revoke the role of an account. An account has one role, which is independent of its flag
 * `isSuperuser`.
 */
export const roleRoutes: readonly Route[] = [
  changeRoleRoute({
    verb: 'assign',
    type: 'AssignRole',
    summary: 'Assign a role; it replaces the current one.',
    problem: 'role-held',
  }),
  changeRoleRoute({
    verb: 'revoke',
    type: 'RevokeRole',
    summary: 'Revoke a role; the account gets the default role.',
    problem: 'role-not-held',
  }),
];
