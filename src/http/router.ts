import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Dependencies } from './dependencies.ts';
import { type Callers, createGuards, type Guard, type Guards } from './guards.ts';
import { type BodyLimit, formOrJsonBody, jsonBody } from './middleware/body.ts';
import { requestIdOf } from './middleware/request-id.ts';
import { createTurns, type InTurn } from './middleware/turns.ts';
import { HttpError } from './problem.ts';
import { writeReply } from './reply.ts';
import { read, requestSchema } from './requests/read.ts';
import type { Route } from './route.ts';

/**
 * Creates the Express router of these routes. When two paths match a request, the first one handles it. A known path
 * answers 405 to a method that it does not have.
 */
export function createRouter(routes: readonly Route[], deps: Dependencies): Router {
  const router = Router({ caseSensitive: true });
  const guards = createGuards(deps);
  const readerOf = createReaders(deps.config.bodyMaxBytes);
  const { requests, uploads } = deps.config.limits;
  const [turnOfRequest, turnOfUpload] = [createTurns(requests), createTurns(uploads)];
  for (const [path, group] of Map.groupBy(routes, (each) => each.path)) {
    const registered = router.route(path);
    for (const route of group) {
      const inTurn = route.uploads ? turnOfUpload : turnOfRequest;
      registered[route.method](...readerOf(route), createHandler(route, deps, guards, inTurn));
    }
    const allow = group.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    registered.all(() => {
      throw new HttpError('method-not-allowed', 'This path does not support this method.', { Allow: allow.join(', ') });
    });
  }
  return router;
}

/** The largest body of a route with small bodies, in bytes. */
const smallBodyBytes = 16_384;

/** Creates the readers of request bodies. An upload has none, because its handler reads the body itself. */
function createReaders(maxBytes: number): (route: Route) => readonly RequestHandler[] {
  const usual: BodyLimit = { maxBytes, isCompressible: true };
  const small: BodyLimit = { maxBytes: smallBodyBytes, isCompressible: false };
  return ({ uploads, canBeForm, hasSmallBody }) => {
    if (uploads) return [];
    const limit = hasSmallBody ? small : usual;
    return [canBeForm ? formOrJsonBody(limit) : jsonBody(limit)];
  };
}

/**
 * Creates the handler of a route: it calls the guard, waits for the account's turn, validates the request, runs the
 * route's own handler and writes the reply.
 */
function createHandler(route: Route, deps: Dependencies, guards: Guards, inTurn: InTurn): RequestHandler {
  const guard = guards[route.guard];
  const schema = requestSchema(route.request);
  const handle = route.handle(deps);
  const { layout, config } = deps;
  async function respond(req: Request, res: Response, caller: Callers[Guard]): Promise<void> {
    const incoming = { id: requestIdOf(req), route, raw: req };
    const reply = await handle({ ...read(schema, req), caller, incoming });
    const defined = route.responses[reply.status];
    if (!defined) throw new Error(`${route.method} ${route.path} does not define the status ${reply.status}`);
    if (route.noStore) res.set('Cache-Control', 'no-store');
    writeReply(res, reply, { headers: defined.headers, layout, config });
  }
  return async (req, res) => {
    const caller = await guard(req, res);
    const work = () => respond(req, res, caller);
    await (caller && 'account' in caller ? inTurn(caller.account.id, res, work) : work());
  };
}
