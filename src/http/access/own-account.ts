import type { AccountAct } from '../../commands/account/decider.ts';
import { selfOf } from '../../documents/account.ts';
import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { CredentialId } from '../../events/ids.ts';
import { type Asked, contextOf } from '../command.ts';
import { signedOut } from '../cookies.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import { tryPassword } from '../middleware/rate-limits.ts';
import { json, noContent, withETag } from '../reply.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import * as requests from './access-requests.ts';

/** What people do with their own accounts and sign-ins. */
export function ownAccountRoutes(deps: Dependencies, { signedIn }: Guards): Routes {
  const { actOnAccount, config, eraseAccount, authSessions, ids, verifyPassword } = deps;

  async function mustKnow({ req, account: { id, email } }: Caller, password: string): Promise<void> {
    const isKnown = await tryPassword(deps, { req, email }, () => verifyPassword(id, password));
    if (!isKnown) throw new DomainError('wrong-password', 'This is not the password.');
  }
  const act = (caller: Caller, asked: Asked, command: AccountAct) =>
    actOnAccount(caller.account.id, [command], contextOf(deps, caller, asked));

  return {
    '/access/me': {
      // By the same address everybody reads another account: only with its id a tag names no more than one document.
      get: signedIn(({ account, revision }) => withETag(revision, json(selfOf(account)), account.id)),
      patch: signedIn(async (caller) => {
        const { headers, body } = read(requests.editSelf, caller.req);
        const { currentPassword, ...data } = body;
        if (currentPassword !== undefined) await mustKnow(caller, currentPassword);
        const command = { type: 'EditAccount', as: 'self', data } as const;
        const outcome = await act(caller, { headers, body: data }, command);
        return withETag(outcome.revision, json(selfOf(present(outcome.presence, 'account').document)));
      }),
      delete: signedIn(async (caller) => {
        const { headers, body } = read(requests.eraseSelf, caller.req);
        await mustKnow(caller, body.password);
        await eraseAccount(caller.account.id, 'self', contextOf(deps, caller, { headers }));
        return signedOut(config);
      }),
    },
    '/access/password-update': {
      patch: signedIn(async (caller) => {
        const { headers, body } = read(requests.updatePassword, caller.req);
        await mustKnow(caller, body.currentPassword);
        const credential = { id: ids.make() as CredentialId, password: body.newPassword, as: 'self' } as const;
        await actOnAccount(caller.account.id, [], contextOf(deps, caller, { headers }), credential);
        return signedOut(config);
      }),
    },
    '/access/logout-all': {
      post: signedIn(async (caller) => {
        const asked = read(requests.logOutAll, caller.req);
        await act(caller, asked, { type: 'SignOutEverywhere', as: 'self', data: {} });
        return signedOut(config);
      }),
    },
    '/access/sessions': {
      get: signedIn(async ({ account, authSession, generation }) => {
        const devices = await authSessions.list(account.id, generation);
        return json(devices.map((device) => ({ ...device, isCurrent: device.id === authSession })));
      }),
    },
    '/access/sessions/:id': {
      delete: signedIn(async ({ req, account, authSession }) => {
        const { id } = read(requests.endDevice, req).path;
        if (!(await authSessions.end(account.id, id))) {
          throw new DomainError('device-not-found', 'There is no such sign-in.');
        }
        return id === authSession ? signedOut(config) : noContent;
      }),
    },
  };
}
