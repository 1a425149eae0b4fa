import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Guards } from '../guards.ts';
import { json, noContent, noStore, withConsistencyToken, withETag } from '../reply.ts';
import { consistencyTokenOf } from '../requests/consistency-token.ts';
import { limits } from '../requests/list.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import { registered } from './account.ts';
import * as requests from './user-requests.ts';

const as = 'superuser';

/** Everybody's accounts, in the hands of superusers. */
export function userRoutes(deps: Dependencies, { superuser }: Guards): Routes {
  const { actOnAccount, eraseAccount, ids, layout, offerPasswordReset, queries, register } = deps;

  return {
    '/users': {
      get: superuser(async ({ req, requiredPosition }) => {
        const { currentPage, pageSize, searchString: search, ...query } = read(requests.listUsers, req).query;
        return json(
          await queries.listAccounts({ ...query, ...limits({ currentPage, pageSize }), search, requiredPosition }),
        );
      }),
      post: superuser(async (caller) => {
        const { headers, body } = read(requests.createUser, caller.req);
        const { password, ...account } = body;
        const accountId = newId<AccountId>(deps, caller, headers, 'account');
        const context = contextOf(deps, caller, { headers, body: account });
        const credential = { id: ids.make() as CredentialId, password };
        const outcome = await register({ ...account, accountId, credential, as }, context);
        return withConsistencyToken(consistencyTokenOf(layout, outcome.owner, outcome.position), registered(outcome));
      }),
    },
    '/users/:id': {
      get: superuser(async ({ req, requiredPosition }) => {
        const { id } = read(requests.getUser, req).path;
        const found = await queries.getAccount({ id, requiredPosition });
        if (!found) throw new DomainError('account-not-found', 'No such account.');
        return withETag(found.revision, json(found.doc));
      }),
      patch: superuser(async (caller) => {
        const { path, headers, body } = read(requests.editUser, caller.req);
        const { password = null, ...data } = body;
        const edit = { type: 'EditAccount', as, data } as const;
        const context = contextOf(deps, caller, { path, headers, body: data });
        const credential = password === null ? undefined : ({ id: ids.make() as CredentialId, password, as } as const);
        const outcome = await actOnAccount(path.id, [edit], context, credential);
        const token = consistencyTokenOf(layout, outcome.owner, outcome.position);
        return withConsistencyToken(
          token,
          withETag(outcome.revision, json(present(outcome.presence, 'account').document)),
        );
      }),
      delete: superuser(async (caller) => {
        const asked = read(requests.onUser, caller.req);
        const { owner, position } = await eraseAccount(asked.path.id, as, contextOf(deps, caller, asked));
        return withConsistencyToken(consistencyTokenOf(layout, owner, position), noContent);
      }),
    },
    '/users/:id/password-reset': {
      post: superuser(async (caller) => {
        const asked = read(requests.onUser, caller.req);
        const token = await offerPasswordReset(asked.path.id, as, contextOf(deps, caller, asked));
        return noStore(json({ token }, 201));
      }),
    },
  };
}
