import type { Request, RequestHandler, Response } from 'express';
import type { AccountDocument } from '../../documents/account.ts';
import { type Scope, scopes } from '../../events/token-values.ts';
import { trainerRole } from '../../events/values.ts';
import type { ConsentRequest } from '../../ports/authorization-server.ts';
import type { Dependencies, OAuthServer } from '../dependencies.ts';
import type { CookieCaller, Guards } from '../guards.ts';
import { HttpError } from '../problem.ts';
import { paths } from './addresses.ts';
import { consentPage, signInPage } from './pages.ts';
import { sendExpired, sendPage } from './send-page.ts';
import { signInByForm } from './sign-in-by-form.ts';

type Fields = Readonly<Record<string, unknown>>;
type Asked = Readonly<{ req: Request; res: Response; server: OAuthServer }>;

/** Creates the pages on which a person decides about the request of an app. They need no script. */
export function createConsent(
  deps: Dependencies,
  guards: Pick<Guards, 'anyone' | 'cookie user'>,
): Readonly<Record<'show' | 'decide' | 'signIn', RequestHandler>> {
  const callerOf = async (req: Request, res: Response): Promise<CookieCaller | null> => {
    try {
      return await guards['cookie user'](req, res);
    } catch (error) {
      if (error instanceof HttpError && error.code === 'not-signed-in') return null;
      throw error;
    }
  };

  async function show({ req, res, server }: Asked, note: string | null = null, status = 200): Promise<void> {
    const request = await server.findRequest(req, res);
    if (!request) return sendExpired(res);
    const caller = await callerOf(req, res);
    const shown = { path: pathOf(req), request, note };
    if (!caller) return sendPage(res, signInPage(shown), { status, redirectUri: request.redirectUri });
    const { account } = caller;
    const offered = offeredTo(account, request);
    const page = consentPage(shown, { account, offered });
    sendPage(res, page, { status, redirectUri: request.redirectUri });
  }

  async function decide(asked: Asked): Promise<void> {
    const { req, res, server } = asked;
    await guards.anyone(req, res);
    const request = await server.findRequest(req, res);
    if (!request) return sendExpired(res);
    const fields: Fields = req.body ?? {};
    if (fields.decision !== 'allow') return res.redirect(303, await server.deny(req, res));
    const caller = await callerOf(req, res);
    if (!caller) return show(asked);
    const { account, generation } = caller;
    if (fields.account !== account.id) return show(asked, 'You have signed in as another account since.', 409);
    const chosen = new Set([fields.scope].flat());
    const allowed = offeredTo(account, request).filter((scope) => chosen.has(scope));
    if (allowed.length === 0) return show(asked, 'Choose at least one thing, or refuse.', 422);
    const target = await server.allow({ req, res }, { account: account.id, generation }, allowed);
    if (target === null) return show(asked, 'Your account allows too many apps. End some first.', 422);
    res.redirect(303, target);
  }

  async function signIn(asked: Asked): Promise<void> {
    const { req, res, server } = asked;
    await guards.anyone(req, res);
    if (!(await server.findRequest(req, res))) return sendExpired(res);
    try {
      const isSignedIn = await signInByForm(deps, req, res);
      if (!isSignedIn) return show(asked, 'No active account has this email address and password.', 401);
    } catch (error) {
      if (!(error instanceof HttpError && error.code === 'too-many-requests')) throw error;
      res.set(error.headers);
      return show(asked, error.message, 429);
    }
    res.redirect(303, pathOf(req));
  }

  const page =
    (answer: (asked: Asked) => Promise<void>): RequestHandler =>
    async (req, res) =>
      answer({ req, res, server: await deps.apps.load() });
  return { show: page((asked) => show(asked)), decide: page(decide), signIn: page(signIn) };
}

/** The scopes of a request that the account can use at all. */
const offeredTo = ({ roleSlug, isSuperuser }: AccountDocument, request: ConsentRequest): readonly Scope[] =>
  scopes.filter((scope) => {
    if (scope === 'coach' && roleSlug !== trainerRole) return false;
    return (scope !== 'admin' || isSuperuser) && request.scopes.includes(scope);
  });

const pathOf = (req: Request): string => req.path.split('/').slice(0, 4).join('/');

export const consentPattern = new RegExp(`^${paths.consent}/[A-Za-z0-9_-]{1,64}$`);
export const consentSignInPattern = new RegExp(`^${paths.consent}/[A-Za-z0-9_-]{1,64}/sign-in$`);
