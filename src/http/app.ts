import type { RequestListener } from 'node:http';
import cookieParser from 'cookie-parser';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { accessRoutes } from './access/access.ts';
import { ownAccountRoutes } from './access/own-account.ts';
import type { Dependencies } from './dependencies.ts';
import { exerciseCatalogRoutes } from './exercises/exercises.ts';
import { createGuards } from './guards.ts';
import { importRoutes } from './imports/imports.ts';
import { accessLog } from './middleware/access-log.ts';
import { parseQuery } from './middleware/query-parser.ts';
import { assignRequestId } from './middleware/request-id.ts';
import { crossOrigin, securityHeaders } from './middleware/security-headers.ts';
import { malformedUrl, problems, routeNotFound } from './problem.ts';
import { referenceListRoutes } from './reference-lists/reference-lists.ts';
import { createRouter, type Routes } from './routes.ts';
import { systemRoutes } from './system/system.ts';
import { exerciseRoutes } from './training-sessions/exercises.ts';
import { sessionRoutes } from './training-sessions/sessions.ts';
import { setRoutes } from './training-sessions/sets.ts';
import { roleRoutes } from './users/roles.ts';
import { userRoutes } from './users/users.ts';

/** The whole HTTP side: what it needs comes in, what listens to requests comes out. */
export function createApp(deps: Dependencies): RequestListener {
  const { system, api } = createRoutes(deps);
  const app = baseOf(deps);
  app.use(crossOrigin(deps.config), readableAddress, cookieParser());
  app.use(createRouter(system));
  app.use('/api/v1', privateCache, createRouter(api));
  app.use(routeNotFound, problems(deps.logger));

  const refusing = baseOf(deps).use(malformedUrl, problems(deps.logger));
  return (req, res) => {
    // Where Express finds no path in an address, it passes by all of the above.
    const withoutPath = () => refusing(Object.assign(req, { url: '/', originalUrl: '/' }), res);
    app(req as Request, res as Response, withoutPath);
  };
}

/** What every answer goes through. */
function baseOf(deps: Dependencies): Express {
  const app = express();
  app.enable('case sensitive routing');
  app.disable('x-powered-by');
  // Tags are revisions; none is made of an answer's bytes.
  app.disable('etag');
  app.set('query parser', parseQuery);
  app.set('trust proxy', deps.config.trustedProxies);
  return app.use(assignRequestId, accessLog(deps), securityHeaders(deps.config));
}

/** Every route there is: those at the root, and those below `/api/v1`. */
export function createRoutes(deps: Dependencies): Readonly<{ system: Routes; api: Routes }> {
  const doors = createGuards(deps);
  return {
    system: systemRoutes(deps),
    api: {
      ...accessRoutes(deps, doors),
      ...ownAccountRoutes(deps, doors),
      ...userRoutes(deps, doors),
      ...roleRoutes(deps, doors),
      ...referenceListRoutes(deps, doors),
      ...exerciseCatalogRoutes(deps, doors),
      ...sessionRoutes(deps, doors),
      ...exerciseRoutes(deps, doors),
      ...setRoutes(deps, doors),
      ...importRoutes(deps, doors),
    },
  };
}

/** Answers belong to one account, and may be kept if they are asked for anew each time. */
const privateCache: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-cache');
  next();
};

/** An address whose escapes mean nothing is taken literally, so that it is refused in its turn like any other wrong id. */
const readableAddress: RequestHandler = (req, _res, next) => {
  try {
    decodeURIComponent(req.path);
  } catch {
    const { path } = req;
    req.url = path.replaceAll('%', '%25') + req.url.slice(path.length);
  }
  next();
};
