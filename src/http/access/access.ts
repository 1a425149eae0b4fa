import { parseEmail } from '../../commands/account/email.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import { selfActor } from '../../use-cases/account/account-context.ts';
import type { RunPasswordCheck } from '../../use-cases/account/credential.ts';
import { markedRequest } from '../command.ts';
import { signedInWith, signedOut } from '../cookies.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Guards } from '../guards.ts';
import { tokenReader } from '../middleware/authenticate.ts';
import { countByAddress, tryPassword } from '../middleware/rate-limits.ts';
import { requestIdOf } from '../middleware/request-id.ts';
import { nothing, read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import { registered } from '../users/account.ts';
import * as requests from './access-requests.ts';

/** Making an account, coming in and going out. */
export function accessRoutes(deps: Dependencies, { open, openForm, signedIn }: Guards): Routes {
  const { clock, config, authSessions, gate, ids, mark, register, signIn, tokens } = deps;
  const refreshToken = tokenReader(deps, 'refresh');
  const notSignedIn = () => new DomainError('not-signed-in', 'Sign in first.');

  return {
    '/access/signup': {
      post: open(async (req) => {
        const { headers, body } = read(requests.signUp, req);
        const { email, password, name } = body;
        await countByAddress(deps, 'signUp', req);
        const key = headers['idempotency-key'];
        const accountId = ids.make() as AccountId;
        const runPasswordCheck: RunPasswordCheck = (verify) => tryPassword(deps, { req, email }, verify);
        const outcome = await register(
          {
            accountId,
            email,
            name,
            credential: { id: ids.make() as CredentialId, password },
            as: 'self',
            runPasswordCheck,
          },
          {
            ...selfActor(accountId, 'http'),
            correlationId: requestIdOf(req),
            causationId: requestIdOf(req),
            receivedAt: clock(),
            ...(headers['if-match'] !== null && { ifRevision: headers['if-match'] }),
            // No account yet: the key is the address's.
            ...(key !== null && { mark: mark(email, key, markedRequest(req, { body: { email, name } })) }),
          },
        );
        return registered(outcome);
      }),
    },
    '/access/signin': {
      post: openForm(async (req) => {
        const { username, password } = read(requests.signIn, req).body;
        const email = parseEmail(username) ?? username;
        const userAgent = req.get('user-agent') ?? null;
        const signed = await tryPassword(deps, { req, email }, () => signIn({ email, password, userAgent }));
        if (!signed) throw new DomainError('not-signed-in', 'No account with this e-mail address and password.');
        return signedInWith(tokens.sign(signed.issued, signed.account.email), tokens, config);
      }),
    },
    '/access/refresh-jwt': {
      post: open(async (req, res) => {
        await countByAddress(deps, 'refresh', req);
        const token = await refreshToken(req, res);
        const standing = token && (await gate.account(token));
        if (!token || !standing) throw notSignedIn();
        read(nothing, req);
        const { sub: account, sid: authSession, jti: tokenId } = token;
        const issued = await authSessions.rotate({ account, authSession, tokenId }, standing.signedOutAt);
        if (!issued) throw notSignedIn();
        return signedInWith(tokens.sign(issued, standing.document.email), tokens, config);
      }),
    },
    '/access/logout': {
      post: signedIn(async ({ req, res, account, authSession }) => {
        const token = await refreshToken(req, res);
        if (!token || token.sub !== account.id) throw notSignedIn();
        read(nothing, req);
        for (const each of new Set([authSession, token.sid])) await authSessions.end(account.id, each);
        return signedOut(config);
      }),
    },
    '/access/password-reset': {
      post: open(async (req) => {
        const { token, newPassword } = read(requests.resetPassword, req).body;
        await countByAddress(deps, 'passwordReset', req);
        await deps.redeemPasswordReset({
          token,
          credential: { id: ids.make() as CredentialId, password: newPassword },
          contextOf: (account) => ({
            ...selfActor(account, 'http'),
            correlationId: requestIdOf(req),
            causationId: requestIdOf(req),
            receivedAt: clock(),
          }),
        });
        return signedOut(config);
      }),
    },
  };
}
