import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { createGuards } from '../guards.ts';
import type { CountRequest } from '../middleware/request-limits.ts';
import { HttpError } from '../problem.ts';
import { paths, resourcePaths } from './addresses.ts';
import { allowAllOrigins, opened, preflight } from './any-origin.ts';
import { consentPattern, consentSignInPattern, createConsent } from './consent.ts';
import { resourceMetadata, serverMetadata } from './metadata.ts';
import { createProtocol, maxBodyBytes } from './protocol.ts';

/** An endpoint of OAuth: its paths, and what happens to the requests of each method. */
type Endpoint = Readonly<{ matches: (path: string) => boolean; methods: Readonly<Record<string, RequestHandler>> }>;

const resumePattern = new RegExp(`^${paths.authorize}/[A-Za-z0-9_-]{1,64}$`);

/**
 * Creates the endpoints by which apps get access to accounts. Standards define their paths, their formats and their errors,
 * so they are no routes of the API.
 */
export function createOAuthEndpoints(deps: Dependencies, countRequest: CountRequest): RequestHandler {
  const endpoints = endpointsOf(deps);
  return (req, res, next) => {
    const found = req.path.startsWith('/oauth/') || req.path.startsWith('/.well-known/oauth-');
    const endpoint = found && endpoints.find(({ matches }) => matches(req.path));
    if (!endpoint || deps.apps.publicUrl() === null) return next();
    return answer(endpoint, req, res, next);
  };

  async function answer({ methods }: Endpoint, req: Request, res: Response, next: NextFunction): Promise<void> {
    req.route = { path: req.path.replace(/^(\/oauth\/\w+)\/.*/, '$1/:id') };
    await countRequest(req, res, null);
    const handler = methods[req.method === 'HEAD' ? 'GET' : req.method];
    if (!handler) {
      const allow = Object.keys(methods).join(', ');
      throw new HttpError('method-not-allowed', 'This path does not support this method.', { Allow: allow });
    }
    await handler(req, res, next);
  }
}

function endpointsOf(deps: Dependencies): readonly Endpoint[] {
  const { show, decide, signIn } = createConsent(deps, createGuards(deps));
  const form = express.urlencoded({ extended: false, limit: maxBodyBytes });
  const protocol = createProtocol(deps);
  const document = (documentOf: (publicUrl: string) => object) => ({
    GET: createDocument(deps, documentOf),
    OPTIONS: preflight,
  });
  const exact = (path: string) => (given: string) => given === path;
  const resources = resourcePaths.map((path) => ({
    matches: exact(`${paths.resourceMetadata}${path}`),
    methods: document((publicUrl) => resourceMetadata(publicUrl, path)),
  }));
  return [
    { matches: exact(paths.serverMetadata), methods: document(serverMetadata) },
    ...resources,
    { matches: exact(paths.authorize), methods: { GET: protocol('appRequest') } },
    { matches: (path) => resumePattern.test(path), methods: { GET: protocol('appRequest') } },
    { matches: exact(paths.token), methods: { POST: protocol('appRequest'), OPTIONS: protocol('appRequest') } },
    { matches: exact(paths.revoke), methods: { POST: protocol('appRequest'), OPTIONS: protocol('appRequest') } },
    { matches: exact(paths.register), methods: { POST: opened(protocol('appRegistration')), OPTIONS: preflight } },
    { matches: (path) => consentPattern.test(path), methods: { GET: show, POST: inOrder(form, decide) } },
    { matches: (path) => consentSignInPattern.test(path), methods: { POST: inOrder(form, signIn) } },
  ];
}

const createDocument =
  (deps: Dependencies, documentOf: (publicUrl: string) => object): RequestHandler =>
  (_req, res) => {
    const publicUrl = deps.apps.publicUrl();
    allowAllOrigins(res);
    res.set('Cache-Control', 'public, max-age=300').json(publicUrl === null ? {} : documentOf(publicUrl));
  };

const inOrder =
  (first: RequestHandler, second: RequestHandler): RequestHandler =>
  (req, res, next) =>
    first(req, res, (error?: unknown) => {
      if (error) return next(error);
      Promise.resolve(second(req, res, next)).catch(next);
    });
