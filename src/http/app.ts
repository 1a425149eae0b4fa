import type { RequestListener } from 'node:http';
import cookieParser from 'cookie-parser';
import express, { type Express, type Request, type Response } from 'express';
import type { Dependencies } from './dependencies.ts';
import { accessLog } from './middleware/access-log.ts';
import { privateCache } from './middleware/caching.ts';
import { checkHost } from './middleware/hosts.ts';
import { keepMalformedEscapes } from './middleware/paths.ts';
import { malformedUrl, problems, routeNotFound } from './middleware/problems.ts';
import { parseQuery } from './middleware/query-parser.ts';
import { assignRequestId } from './middleware/request-id.ts';
import { crossOrigin, securityHeaders } from './middleware/security-headers.ts';
import { createRouter } from './router.ts';
import { routes } from './routes.ts';

/** Creates the HTTP API, as a request listener for a Node server. */
export function createApp(deps: Dependencies): RequestListener {
  const app = createExpress(deps);
  app.use(checkHost(deps.config), crossOrigin(deps.config), keepMalformedEscapes, cookieParser());
  app.use('/api/v1', privateCache);
  app.use(createRouter(routes, deps));
  app.use(routeNotFound, problems(deps.logger));

  const rejecting = createExpress(deps).use(malformedUrl, problems(deps.logger));
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

/** Creates an Express application with the middleware that every response needs. */
function createExpress(deps: Dependencies): Express {
  const app = express();
  app.enable('case sensitive routing');
  app.disable('x-powered-by');
  // The service's ETags are revisions. Express would otherwise add ETags that are hashes of the bodies.
  app.disable('etag');
  app.set('query parser', parseQuery);
  app.set('trust proxy', deps.config.trustedProxies);
  return app.use(assignRequestId, accessLog(deps), securityHeaders(deps.config));
}
