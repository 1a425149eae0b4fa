import { parseEmail } from '../../commands/account/email.ts';
import { DomainError } from '../../errors.ts';
import { signedIn, signedOut } from '../cookies.ts';
import { notSignedIn } from '../middleware/bearer.ts';
import { withCookies } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { signIn } from './access-requests.ts';
import { email, password } from './examples.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

/** The routes for signing in, for renewing the tokens and for signing out. */
export const signInRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/access/signin',
    operationId: 'signIn',
    tag: 'sign-in',
    guard: 'anyone',
    summary: 'Sign in: sets the cookies of a new auth session.',
    description: 'An unknown address, a wrong password and an inactive account get the same response.',
    canBeForm: true,
    request: { body: signIn },
    responses: { 204: withCookies },
    problems: ['invalid-credentials'],
    example: { request: { body: { username: email, password } }, response: { status: 204 } },
    handle:
      (deps) =>
      async ({ body: { username, password }, incoming }) => {
        const req = incoming.raw;
        const email = parseEmail(username) ?? username;
        const session = await signInWithPassword(deps, { req, email, password });
        if (!session) {
          throw new DomainError('invalid-credentials', 'No active account has this email address and password.');
        }
        return signedIn(deps.tokens.sign(session.issued, session.account.email), deps.tokens);
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/access/refresh-jwt',
    operationId: 'refreshTokens',
    tag: 'sign-in',
    guard: 'refresh cookie',
    summary: 'Exchange the refresh token for a new pair of tokens.',
    description:
      'Needs the refresh token only. For ten seconds a spent token returns the same new pair, so that tabs ' +
      'which refresh at the same moment stay signed in. After that its auth session ends.',
    request: {},
    responses: { 204: withCookies },
    problems: [],
    example: { response: { status: 204 } },
    handle:
      ({ authSessions, tokens }) =>
      async ({ caller: { token, present } }) => {
        const { sub: account, sid: authSession, jti: tokenId } = token;
        const issued = await authSessions.rotate({ account, authSession, tokenId }, present.signedOutAt);
        if (!issued) throw notSignedIn();
        return signedIn(tokens.sign(issued, present.document.email), tokens);
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/access/logout',
    operationId: 'signOut',
    tag: 'sign-in',
    guard: 'any cookies',
    summary: 'Sign out: ends the auth sessions of the tokens, and clears both cookies whatever they contain.',
    description: 'Works with whatever cookies are left, also with expired ones.',
    request: {},
    responses: { 204: withCookies },
    problems: [],
    example: { response: { status: 204 } },
    handle:
      ({ authSessions }) =>
      async ({ caller }) => {
        const ended = new Map(caller.tokens.map(({ sid, sub }) => [sid, sub]));
        for (const [authSession, account] of ended) await authSessions.end(account, authSession);
        return signedOut;
      },
  }),
];
