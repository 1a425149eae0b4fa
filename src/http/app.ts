import type { RequestListener } from 'node:http';
import express, { type Express, type Request, type Response } from 'express';
import { createConsole } from './console/console.ts';
import type { Dependencies } from './dependencies.ts';
import { accessLog } from './middleware/access-log.ts';
import { checkHost } from './middleware/hosts.ts';
import { keepMalformedEscapes } from './middleware/paths.ts';
import { malformedUrl, problems, routeNotFound } from './middleware/problems.ts';
import { parseQuery } from './middleware/query-parser.ts';
import { readCookies } from './middleware/read-cookies.ts';
import { assignRequestId } from './middleware/request-id.ts';
import { countRefused, createCountRequest } from './middleware/request-limits.ts';
import { crossOrigin, securityHeaders } from './middleware/security-headers.ts';
import { handlersInOneLayer, inOneLayer, type Step } from './middleware/steps.ts';
import { trustProxies } from './middleware/trust-proxies.ts';
import { createOAuthEndpoints } from './oauth/endpoints.ts';
import type { Route } from './route.ts';
import { createRouter } from './router.ts';
import { routes } from './routes.ts';

/**
 * Creates the HTTP API, as a request listener for a Node server. `others` are routes of other protocols, which the API
 * documentation leaves out.
 */
export function createApp(deps: Dependencies, others: readonly Route[] = []): RequestListener {
  const app = createExpress(deps, checkHost(deps.config), keepMalformedEscapes, readCookies());
  const countRequest = createCountRequest(deps);
  for (const middleware of crossOrigin(deps.config)) app.use(middleware);
  const all = [...routes, ...others];
  const { files, pages } = createConsole(deps, all, countRequest);
  const oauth = createOAuthEndpoints(deps, countRequest);
  app.use(handlersInOneLayer(oauth, files, createRouter(all, deps, countRequest), pages));
  const refused = [countRefused(countRequest), problems(deps.logger, deps.apps)];
  app.use(routeNotFound, ...refused);

  const rejecting = createExpress(deps).use(malformedUrl, ...refused);
  return (req, res) => {
    const reject = () => rejecting(Object.assign(req, { url: '/', originalUrl: '/' }), res);
    // When a request target has no path, Express skips all middleware and calls `reject` instead.
    if (isAbsolute(req.url) && !isUrl(req.url)) reject();
    else app(req as Request, res as Response, reject);
  };
}

const isAbsolute = (target = '/'): target is string => !target.startsWith('/') && target.includes('://');

/** The longest absolute request target whose host is parsed, because parsing normalises the host's characters. */
const maxTargetLength = 4_096;
const isUrl = (target: string): boolean => target.length <= maxTargetLength && URL.canParse(target);

/** Creates an Express application with the steps that every response needs, and then these. */
function createExpress(deps: Dependencies, ...more: readonly Step[]): Express {
  const app = express();
  app.enable('case sensitive routing');
  app.disable('x-powered-by');
  // The service's ETags are revisions. Express would otherwise add ETags that are hashes of the bodies.
  app.disable('etag');
  app.set('query parser', parseQuery);
  trustProxies(app, deps.config);
  return app.use(inOneLayer(assignRequestId, accessLog(deps), securityHeaders(deps.config), ...more));
}
