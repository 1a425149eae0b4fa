import type { Request, Response } from 'express';
import type { WritingCoach } from '../commands/coach-right.ts';
import type { AccountDocument, PresentAccount } from '../documents/account.ts';
import { DomainError, invalid } from '../errors.ts';
import type { AppGrantId, AuthSessionId, PersonalTokenId } from '../events/ids.ts';
import type { Scope } from '../events/token-values.ts';
import { trainerRole } from '../events/values.ts';
import type { RequiredPosition } from '../ports/lanes.ts';
import type { TokenClaims } from '../ports/tokens.ts';
import type { Dependencies } from './dependencies.ts';
import { bearerOf, notSignedIn } from './middleware/bearer.ts';
import { countByAddress, tryToken } from './middleware/rate-limits.ts';
import { createCheckOrigin } from './middleware/same-origin.ts';
import { createTokenReader } from './middleware/token-reader.ts';
import { resourcePathOf } from './oauth/addresses.ts';
import { HttpError } from './problem.ts';
import { laterOf, parseConsistencyTokens } from './requests/consistency-token.ts';
import { scopeOf } from './scopes.ts';

/** What a request was signed in with: the cookies of an auth session, a personal access token, or the token of an app. */
type Credential =
  | Readonly<{ kind: 'cookie'; authSession: AuthSessionId }>
  | Readonly<{ kind: 'token'; tokenId: PersonalTokenId; scopes: readonly Scope[] }>
  | Readonly<{ kind: 'app'; grantId: AppGrantId; scopes: readonly Scope[] }>;

/** The signed-in account that sent a request. */
export type Caller = Readonly<{
  account: AccountDocument;
  /** Set when a coach writes into the history of an athlete: `account` then has the id of the athlete. */
  coach?: WritingCoach;
  /** The revision of the account's stream. */
  revision: number;
  /** The log positions that the read models must have reached before a query answers this caller. */
  requiredPosition: RequiredPosition;
  credential: Credential;
  generation: number;
}>;

/** A caller with cookies. */
export type CookieCaller = Caller & Readonly<{ credential: Extract<Credential, { kind: 'cookie' }> }>;

/** The id of the auth session, of the personal access token or of the grant with which the request was signed in. */
export function sessionOf({ credential }: Pick<Caller, 'credential'>): AuthSessionId | PersonalTokenId | AppGrantId {
  if (credential.kind === 'cookie') return credential.authSession;
  return credential.kind === 'app' ? credential.grantId : credential.tokenId;
}

/** The account that sent a request with a valid refresh token, and the claims of that token. */
export type RefreshCaller = Readonly<{ token: TokenClaims; present: PresentAccount }>;

/**
 * The guards by name, with the data about the caller that each gives to the handler of a route. `superuser` is about
 * the account's flag `isSuperuser`, not about a role; `trainer` is about the role `fitness-trainer`. `cookie user`
 * refuses personal access tokens; `token` refuses cookies, and leaves the scopes to the route. `any cookies` needs no token: it gives the tokens that the service has signed,
 * expired ones too. It refuses only a page of a foreign origin.
 */
export type Callers = Readonly<{
  anyone: null;
  user: Caller;
  trainer: Caller;
  superuser: Caller;
  'cookie user': CookieCaller;
  token: Caller;
  'refresh cookie': RefreshCaller;
  'any cookies': Readonly<{ tokens: readonly TokenClaims[] }>;
}>;
export type Guard = keyof Callers;

/**
 * Each guard returns the caller or refuses the request. The guards of signed-in accounts check in this order: valid
 * token, origin of the page (for cookies) or scope (for personal access tokens), permission. `anyone`, `refresh cookie`
 * and `any cookies` check the origin first.
 */
export type Guards = Readonly<{ [Name in Guard]: (req: Request, res: Response) => Promise<Callers[Name]> }>;

export function createGuards(deps: Dependencies): Guards {
  const { gate, config } = deps;
  const checkOrigin = createCheckOrigin(config);
  const authenticate = createAuthenticate(deps, checkOrigin);
  const readRefreshToken = createTokenReader(deps, 'refresh');
  const readOldAccessToken = createTokenReader(deps, 'access', { acceptsExpired: true });
  const readOldRefreshToken = createTokenReader(deps, 'refresh', { acceptsExpired: true });

  return {
    async anyone(req) {
      checkOrigin(req);
      return null;
    },
    async user(req, res) {
      const caller = await authenticate(req, res);
      checkScope(caller, scopeOf('user', req.method));
      return withConsistencyToken(caller, req);
    },
    async trainer(req, res) {
      const caller = await authenticate(req, res);
      checkScope(caller, scopeOf('trainer', req.method));
      checkPermission('trainer', caller.account);
      return withConsistencyToken(caller, req);
    },
    async superuser(req, res) {
      const caller = await authenticate(req, res);
      checkScope(caller, scopeOf('superuser', req.method));
      checkPermission('superuser', caller.account);
      return withConsistencyToken(caller, req);
    },
    async 'cookie user'(req, res) {
      const caller = await authenticate(req, res);
      if (!hasCookies(caller)) throw new DomainError('not-permitted', 'This route needs cookies instead of a token.');
      return withConsistencyToken(caller, req);
    },
    async token(req, res) {
      checkOrigin(req);
      if (bearerOf(req, config) === null) throw notSignedIn();
      return withConsistencyToken(await authenticate(req, res), req);
    },
    async 'refresh cookie'(req, res) {
      checkOrigin(req);
      if (bearerOf(req, config) !== null) throw notSignedIn();
      await countByAddress(deps, 'refresh', req);
      const token = await readRefreshToken(req, res);
      const present = token && (await gate.account(token));
      if (!token || !present) throw notSignedIn();
      return { token, present };
    },
    async 'any cookies'(req, res) {
      checkOrigin(req);
      const tokens = [await readOldAccessToken(req, res), await readOldRefreshToken(req, res)];
      return { tokens: tokens.filter((token) => token !== null) };
    },
  };
}

type Authenticate = (req: Request, res: Response) => Promise<Caller>;

/**
 * Creates the function that finds the caller of a request by its cookie or its token. A browser adds cookies to every
 * request, also to one of a foreign page, but never a token: so only cookies need the check of the origin.
 */
function createAuthenticate(deps: Dependencies, checkOrigin: (req: Request) => void): Authenticate {
  const { gate, config, apps } = deps;
  const readAccessToken = createTokenReader(deps, 'access');

  async function byToken(req: Request, text: string): Promise<Caller> {
    const admitted = await gate.admitBearer(text, (check) => tryToken(deps, req, check));
    if (!admitted) throw notSignedIn('invalid_token');
    const { token, ...rest } = admitted;
    const { scopes } = token;
    if (token.kind === 'personal') return { ...rest, credential: { kind: 'token', tokenId: token.id, scopes } };
    // The token of an app is for one resource of one service. Another one that shares the database has another address.
    const resource = `${apps.publicUrl()}${resourcePathOf(req.path)}`;
    if (token.resource !== resource) throw notSignedIn('invalid_token');
    return { ...rest, credential: { kind: 'app', grantId: token.id, scopes } };
  }

  async function byCookie(req: Request, res: Response): Promise<Caller> {
    const claims = await readAccessToken(req, res);
    const admitted = claims && (await gate.admit(claims));
    if (!claims || !admitted) throw notSignedIn();
    checkOrigin(req);
    return { ...admitted, credential: { kind: 'cookie', authSession: claims.sid } };
  }

  return (req, res) => {
    const text = bearerOf(req, config);
    return text === null ? byCookie(req, res) : byToken(req, text);
  };
}

const hasCookies = (caller: Caller): caller is CookieCaller => caller.credential.kind === 'cookie';

/** Refuses a token without the scope. Cookies have all scopes. */
function checkScope({ credential }: Caller, scope: Scope): void {
  if (credential.kind === 'cookie' || credential.scopes.includes(scope)) return;
  throw new HttpError('insufficient-scope', `The token does not have the scope ${scope}.`, {
    'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"`,
  });
}

/** Refuses an account without the role or the flag that a guard asks for. */
export function checkPermission(guard: Guard, { roleSlug, isSuperuser }: AccountDocument): void {
  if (guard === 'trainer' && roleSlug !== trainerRole) {
    throw new DomainError('not-permitted', `Only accounts with the role ${trainerRole} may use this route.`);
  }
  if (guard === 'superuser' && !isSuperuser) {
    throw new DomainError('not-permitted', 'Only superusers may use this route.');
  }
}

/**
 * Raises the positions that a query of this caller waits for to the positions in the request's `X-Consistency-Token`
 * header.
 */
function withConsistencyToken<Signed extends Caller>(caller: Signed, req: Request): Signed {
  const tokens = req.get('x-consistency-token');
  if (tokens === undefined) return caller;
  const named = parseConsistencyTokens(tokens);
  if (!named) throw invalid('X-Consistency-Token', 'Must be consistency tokens, separated by commas.');
  return { ...caller, requiredPosition: laterOf(caller.requiredPosition, named) };
}
