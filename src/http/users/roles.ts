import type { AssignRole, RevokeRole } from '../../commands/account/assign-role.ts';
import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import { json, withConsistencyToken } from '../reply.ts';
import { consistencyTokenOf } from '../requests/consistency-token.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import { changeRole } from './user-requests.ts';

/** The one role that an account has besides being a superuser or not. */
export function roleRoutes(deps: Dependencies, { superuser }: Guards): Routes {
  const { actOnAccount, findAccount, layout } = deps;

  const change = (type: (AssignRole | RevokeRole)['type']) => async (caller: Caller) => {
    const asked = read(changeRole, caller.req);
    const { path, body } = asked;
    const found = await findAccount(path.email);
    if (!found) throw new DomainError('account-not-found', 'No such account.');
    const command = { type, as: 'superuser', data: { role: body.roleSlug } } as const;
    const outcome = await actOnAccount(found.document.id, [command], contextOf(deps, caller, asked));
    const { roleName } = present(outcome.presence, 'account').document;
    return withConsistencyToken(
      consistencyTokenOf(layout, outcome.owner, outcome.position),
      json({ message: `The role is ${roleName} now.` }),
    );
  };

  return {
    '/roles/:email/assign': { patch: superuser(change('AssignRole')) },
    '/roles/:email/revoke': { patch: superuser(change('RevokeRole')) },
  };
}
