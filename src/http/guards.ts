import type { Request, Response } from 'express';
import type { AccountDocument, PresentAccount } from '../documents/account.ts';
import { DomainError, invalid } from '../errors.ts';
import type { AuthSessionId } from '../events/ids.ts';
import type { RequiredPosition } from '../ports/lanes.ts';
import type { TokenClaims } from '../ports/tokens.ts';
import type { Dependencies } from './dependencies.ts';
import { countByAddress } from './middleware/rate-limits.ts';
import { createCheckOrigin } from './middleware/same-origin.ts';
import { createTokenReader } from './middleware/token-reader.ts';
import { laterOf, parseConsistencyTokens } from './requests/consistency-token.ts';

/** The signed-in account that sent a request. */
export type Caller = Readonly<{
  account: AccountDocument;
  /** The revision of the account's stream. */
  revision: number;
  /** The log positions that the read models must have reached before a query answers this caller. */
  requiredPosition: RequiredPosition;
  /** The auth session that the access token belongs to. */
  authSession: AuthSessionId;
  generation: number;
}>;

/** The account that sent a request with a valid refresh token, and the claims of that token. */
export type RefreshCaller = Readonly<{ token: TokenClaims; present: PresentAccount }>;

/**
 * The guards by name, with the data about the caller that each gives to the handler of a route. `superuser` is about
 * the account's flag `isSuperuser`, not about a role. `any cookies` refuses no one: it gives the tokens that the service
 * has signed, expired ones too.
 */
export type Callers = Readonly<{
  anyone: null;
  user: Caller;
  superuser: Caller;
  'refresh cookie': RefreshCaller;
  'any cookies': Readonly<{ tokens: readonly TokenClaims[] }>;
}>;
export type Guard = keyof Callers;

/**
 * Each guard returns the caller or refuses the request. For an access token the order of the checks is: valid token,
 * origin of the page, permission.
 */
export type Guards = Readonly<{ [Name in Guard]: (req: Request, res: Response) => Promise<Callers[Name]> }>;

export function createGuards(deps: Dependencies): Guards {
  const { gate } = deps;
  const checkOrigin = createCheckOrigin(deps.config);
  const readAccessToken = createTokenReader(deps, 'access');
  const readRefreshToken = createTokenReader(deps, 'refresh');
  const readOldAccessToken = createTokenReader(deps, 'access', { acceptsExpired: true });
  const readOldRefreshToken = createTokenReader(deps, 'refresh', { acceptsExpired: true });

  async function authenticate(req: Request, res: Response): Promise<Caller> {
    const claims = await readAccessToken(req, res);
    const admitted = claims && (await gate.admit(claims));
    if (!claims || !admitted) throw notSignedIn();
    checkOrigin(req);
    return { ...admitted, authSession: claims.sid };
  }
  async function user(req: Request, res: Response): Promise<Caller> {
    return withConsistencyToken(await authenticate(req, res), req);
  }

  return {
    async anyone(req) {
      checkOrigin(req);
      return null;
    },
    user,
    async superuser(req, res) {
      const caller = await authenticate(req, res);
      if (!caller.account.isSuperuser) throw new DomainError('not-permitted', 'Only superusers may use this route.');
      return withConsistencyToken(caller, req);
    },
    async 'refresh cookie'(req, res) {
      checkOrigin(req);
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

export const notSignedIn = () => new DomainError('not-signed-in', 'Sign in first.');

/**
 * Raises the positions that a query of this caller waits for to the positions in the request's `X-Consistency-Token`
 * header.
 */
function withConsistencyToken(caller: Caller, req: Request): Caller {
  const tokens = req.get('x-consistency-token');
  if (tokens === undefined) return caller;
  const named = parseConsistencyTokens(tokens);
  if (!named) throw invalid('X-Consistency-Token', 'Must be consistency tokens, separated by commas.');
  return { ...caller, requiredPosition: laterOf(caller.requiredPosition, named) };
}
