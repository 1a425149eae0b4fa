import type { Request, RequestHandler, Response } from 'express';
import type { AccountDocument } from '../documents/account.ts';
import { DomainError, invalid } from '../errors.ts';
import type { AuthSessionId } from '../events/ids.ts';
import type { RequiredPosition } from '../ports/lanes.ts';
import type { Dependencies } from './dependencies.ts';
import { authenticate, identityOf } from './middleware/authenticate.ts';
import { formBody, jsonBody } from './middleware/body.ts';
import { requestIdOf } from './middleware/request-id.ts';
import { sameOriginOr } from './middleware/same-origin.ts';
import type { Reply } from './reply.ts';
import { laterOf, parseConsistencyTokens } from './requests/consistency-token.ts';

/** A request of somebody signed in. */
export type Caller = Readonly<{
  req: Request;
  res: Response;
  requestId: string;
  account: AccountDocument;
  /** The account's. */
  revision: number;
  requiredPosition: RequiredPosition;
  /** The sign-in that the token belongs to. */
  authSession: AuthSessionId;
  generation: number;
}>;

type Handler<Asked> = (asked: Asked, res: Response) => Reply | Promise<Reply>;

/** The ways into a route. Each refuses in the contract's order: unreadable, not signed in, not permitted. */
export type Guards = Readonly<{
  open: (handler: Handler<Request>) => RequestHandler[];
  openForm: (handler: Handler<Request>) => RequestHandler[];
  signedIn: (handler: Handler<Caller>) => RequestHandler[];
  superuser: (handler: Handler<Caller>) => RequestHandler[];
  /** Leaves the body to the handler. */
  signedInStream: (handler: Handler<Caller>) => RequestHandler[];
}>;

export function createGuards(deps: Dependencies): Guards {
  const { bodyMaxBytes } = deps.config;
  const body = jsonBody(bodyMaxBytes);
  const form = formBody(bodyMaxBytes);
  const sameOrigin = sameOriginOr(deps.config);
  const signedIn = authenticate(deps);
  const asCaller = (handler: Handler<Caller>) =>
    answer((req, res) => {
      const { requiredPosition, ...identity } = identityOf(req);
      return handler(
        { req, res, requestId: requestIdOf(req), ...identity, requiredPosition: handedOver(req, requiredPosition) },
        res,
      );
    });
  return {
    open: (handler) => [body, sameOrigin, answer(handler)],
    openForm: (handler) => [form, sameOrigin, answer(handler)],
    signedIn: (handler) => [body, signedIn, sameOrigin, asCaller(handler)],
    superuser: (handler) => [body, signedIn, sameOrigin, superusersOnly, asCaller(handler)],
    signedInStream: (handler) => [signedIn, sameOrigin, asCaller(handler)],
  };
}

/** The flag, not the role of that name. */
const superusersOnly: RequestHandler = (req, _res, next) => {
  if (!identityOf(req).account.isSuperuser) throw new DomainError('not-permitted', 'This is for superusers.');
  next();
};

const answer =
  (handler: Handler<Request>): RequestHandler =>
  async (req, res) => {
    const reply = await handler(req, res);
    reply(res);
  };

/** A client that was handed a consistency token reads behind it, too. */
function handedOver(req: Request, own: RequiredPosition): RequiredPosition {
  const tokens = req.get('x-consistency-token');
  if (tokens === undefined) return own;
  const requiredPosition = parseConsistencyTokens(tokens);
  if (!requiredPosition) throw invalid('X-Consistency-Token', 'This is not a consistency token.');
  return laterOf(own, requiredPosition);
}
