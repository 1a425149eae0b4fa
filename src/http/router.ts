import type { Request, RequestHandler, Response } from 'express';
import { checkSignIn, whileAllowed } from './check-sign-in.ts';
import type { Dependencies, HttpConfig } from './dependencies.ts';
import { type Callers, createGuards, type Guard, type Guards } from './guards.ts';
import { withinAppLimits } from './middleware/app-limits.ts';
import { type BodyLimit, formOrJsonBody, jsonBody } from './middleware/body.ts';
import { requestIdOf } from './middleware/request-id.ts';
import type { CountRequest } from './middleware/request-limits.ts';
import { pagePolicy } from './middleware/security-headers.ts';
import { runInOrder } from './middleware/steps.ts';
import { createTurns, type InTurn } from './middleware/turns.ts';
import { createPathIndex } from './path-index.ts';
import { HttpError } from './problem.ts';
import { type Reply, withoutBody, writeReply } from './reply.ts';
import { requireCondition } from './requests/conditions.ts';
import { prefersMinimal } from './requests/preferences.ts';
import { createRead } from './requests/read.ts';
import type { Route } from './route.ts';

/** What happens to the requests of one path: the steps of each method, which the last step ends. */
type Methods = Readonly<{ path: string; steps: ReadonlyMap<string, readonly RequestHandler[]>; allow: string }>;

/**
 * Creates the router of these routes. When two paths match a request, the first one handles it. A known path answers 405 to
 * a method that it does not have.
 */
export function createRouter(routes: readonly Route[], deps: Dependencies, countRequest: CountRequest): RequestHandler {
  const guards = createGuards(deps);
  const readerOf = createReaders(deps.config.bodyMaxBytes);
  const turnOf = createTurnsOfRoutes(deps.config.limits);
  const stepsOf = (route: Route) => [
    ...readerOf(route),
    createHandler(route, deps, { guards, inTurn: turnOf(route), countRequest }),
  ];
  const paths = [...Map.groupBy(routes, ({ path }) => path)].map(([path, group]): Methods => {
    const steps = new Map(group.flatMap((route) => methodsOf(route).map((method) => [method, stepsOf(route)])));
    return { path, steps, allow: [...steps.keys()].join(', ') };
  });
  const find = createPathIndex(paths.map((value) => ({ path: value.path, value })));
  return (req, res, next) => {
    const found = find(req.path);
    if (!found) return next();
    const { path, steps, allow } = found.value;
    // The log messages and the metrics name a request by its route, as Express does.
    req.route = { path };
    req.params = found.parameters;
    const own = steps.get(req.method);
    if (own) return runInOrder(own, req, res, next);
    throw new HttpError('method-not-allowed', 'This path does not support this method.', { Allow: allow });
  };
}

const methodsOf = ({ method }: Route): readonly string[] =>
  method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];

/** Creates the turns of each kind of route: the requests of one kind do not wait for those of another. */
function createTurnsOfRoutes({ requests, uploads, live }: HttpConfig['limits']): (route: Route) => InTurn {
  const usual = createTurns(requests);
  const alone = createTurns({ ...requests, running: Math.min(1, requests.running) });
  const [ofUploads, ofLive] = [createTurns(uploads), createTurns(live)];
  return (route) => {
    if (route.uploads) return ofUploads;
    if (route.isLive) return ofLive;
    return route.runsAlone ? alone : usual;
  };
}

/** The largest body of a route with small bodies, in bytes. */
const smallBodyBytes = 16_384;

/**
 * Creates the readers of request bodies. The body of a GET has no meaning. An upload has no reader, because its handler
 * reads the body itself.
 */
function createReaders(maxBytes: number): (route: Route) => readonly RequestHandler[] {
  const usual: BodyLimit = { maxBytes, isCompressible: true };
  const small: BodyLimit = { maxBytes: smallBodyBytes, isCompressible: false };
  return ({ method, uploads, canBeForm, hasSmallBody }) => {
    if (uploads || method === 'get') return [];
    const limit = hasSmallBody ? small : usual;
    return [canBeForm ? formOrJsonBody(limit) : jsonBody(limit)];
  };
}

type Steps = Readonly<{ guards: Guards; countRequest: CountRequest; inTurn: InTurn }>;

/**
 * Creates the handler of a route: it calls the guard, counts the request, waits for the account's turn, validates the
 * request, runs the route's own handler and writes the reply.
 */
function createHandler(route: Route, deps: Dependencies, { guards, countRequest, inTurn }: Steps): RequestHandler {
  const guard = guards[route.guard];
  const read = createRead(route.request);
  const caching = cachingOf(route);
  const handle = route.handle(deps);
  const { layout, config } = deps;
  async function respond(req: Request, res: Response, caller: Callers[Guard]): Promise<void> {
    const incoming = {
      id: requestIdOf(req),
      route,
      raw: req,
      closeSignal: () => closeSignalOf(res),
      readmit: () => guard(req, res),
    };
    const parts = read(req);
    requireCondition(route, req.headers['if-match']);
    const answer = () => handle({ ...parts, caller, incoming });
    const reply = await withinAppLimits(deps, route, { caller, body: parts.body }, answer);
    const defined = route.responses[reply.status];
    if (!defined) throw new Error(`${route.method} ${route.path} does not define the status ${reply.status}`);
    if (caching !== null) res.setHeader('Cache-Control', caching);
    if (route.isPage) res.setHeader('Content-Security-Policy', pagePolicy);
    const isMinimal = defined.isBodyOptional && prefersMinimal(req.get('prefer'));
    await writeReply(res, isMinimal ? withoutBody(reply) : whileSignedIn(reply, caller), { defined, layout, config });
  }
  /** A client decides how long it reads a streamed body, so rights may end before it does. A live one sees to that itself. */
  function whileSignedIn(reply: Reply, caller: Callers[Guard]): Reply {
    const { stream } = reply;
    if (!stream || route.isLive || !caller || !('account' in caller)) return reply;
    const check = () => checkSignIn(deps, caller, route.guard);
    return { ...reply, stream: { ...stream, content: whileAllowed(stream.content, check, config.live.checkMs) } };
  }
  return async (req, res) => {
    const caller = await guard(req, res);
    const account = caller && 'account' in caller ? caller.account.id : null;
    await countRequest(req, res, account);
    if (account === null) return respond(req, res, caller);
    // A client decides how long its unread responses keep others waiting. Rights that have ended meanwhile have no effect.
    await inTurn(account, res, async (hasWaited) => respond(req, res, hasWaited ? await guard(req, res) : caller));
  };
}

/**
 * Caches keep a response for one account only, and ask the service each time whether it is still current. Health probes
 * say nothing about caching.
 */
function cachingOf({ noStore, path }: Pick<Route, 'noStore' | 'path'>): string | null {
  if (noStore) return 'no-store';
  return /^\/(api\/v1|openapi\.json|docs)(\/|$)/.test(path) ? 'private, no-cache' : null;
}

/** A signal that is aborted when the response is complete or its connection is closed. */
function closeSignalOf(res: Response): AbortSignal {
  const closing = new AbortController();
  if (res.closed) closing.abort();
  else res.once('close', () => closing.abort());
  return closing.signal;
}
