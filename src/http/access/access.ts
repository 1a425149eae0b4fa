import { selfOf } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import { markedRequest } from '../command.ts';
import { signedInWith } from '../cookies.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Doors } from '../doors.ts';
import { read } from '../read.ts';
import { json } from '../reply.ts';
import { requestIdOf } from '../request-id.ts';
import type { Routes } from '../routes.ts';
import * as requests from './access-requests.ts';
import { parseEmail } from './email.ts';

/** Making an account, signing in, and who one is. */
export function accessRoutes(deps: Dependencies, { open, openForm, signedIn }: Doors): Routes {
  const { clock, config, ids, mark, signIn, signUp, tokens } = deps;
  return {
    '/access/signup': {
      post: open(async (req) => {
        const { headers, body } = read(requests.signUp, req);
        const { email, password, name } = body;
        const key = headers['idempotency-key'];
        const account = await signUp({
          email,
          name,
          password,
          isSuperuser: false,
          via: 'http',
          accountId: ids.make() as AccountId,
          correlationId: requestIdOf(req),
          receivedAt: clock(),
          // No account yet: the key is the address's.
          ...(headers['if-match'] !== null && { ifRevision: headers['if-match'] }),
          ...(key !== null && { mark: mark(email, key, markedRequest(req, { email, name })) }),
        });
        return json(account, 201);
      }),
    },
    '/access/signin': {
      post: openForm(async (req) => {
        const { username, password } = read(requests.signIn, req).body;
        const account = await signIn(parseEmail(username) ?? username, password);
        if (!account) throw new DomainError('not-signed-in', 'No account with this e-mail address and password.');
        return signedInWith(await tokens.issue(account), tokens, config);
      }),
    },
    '/access/me': { get: signedIn(({ account }) => json(selfOf(account))) },
  };
}
