import type { Request, RequestHandler, Response } from 'express';
import { encodingFor } from '../compression.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CountRequest } from '../middleware/request-limits.ts';
import { encoded, once } from '../openapi/docs-content.ts';
import { isKnown } from '../reply.ts';
import type { Route } from '../route.ts';
import { consolePolicyOf } from './page-policy.ts';

/** A file of the web application, with its media type. */
export type ConsoleFile = Readonly<{ type: string; body: Buffer }>;
/** The files by their paths, such as `/index.html`. There are none where the application was not built. */
export type ConsoleFiles = ReadonlyMap<string, ConsoleFile>;

type Console = Readonly<{
  /** Answers requests for files, and for the first page. */
  files: RequestHandler;
  /** Answers requests of browsers for pages that the service does not know, which the application may know. */
  pages: RequestHandler;
}>;

const page = '/index.html';
const yearSeconds = 31_536_000;

/** Creates the handlers that serve the web application. It is no route of the API, and has no part in its documentation. */
export function createConsole(deps: Dependencies, routes: readonly Route[], countRequest: CountRequest): Console {
  const send = createSend(deps, countRequest);
  const areas = new Set(['oauth', '.well-known', ...routes.map(({ path }) => areaOf(path))].filter(Boolean));
  const isPage = (req: Request) => isNavigation(req) && !areas.has(areaOf(req.path));
  return {
    files: (req, res, next) => {
      if (req.path !== '/') return isRead(req) && deps.consoleFiles.has(req.path) ? send(req, res, req.path) : next();
      // Browsers get the application at this address, programs the names of the other addresses.
      res.vary('Accept');
      return isPage(req) && deps.consoleFiles.has(page) ? send(req, res, page) : next();
    },
    pages: (req, res, next) => (isPage(req) && deps.consoleFiles.has(page) ? send(req, res, page) : next()),
  };
}

const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** Whether a browser asks for a page. A path with an extension is one of a file. */
const isNavigation = (req: Request): boolean =>
  isRead(req) && (req.get('accept') ?? '').includes('text/html') && !/\.\w+$/.test(req.path);

/** The first segment of a path, which says whether it belongs to the API or to another part of the service. */
const areaOf = (path: string): string => path.split('/', 2)[1] ?? '';

type Send = (req: Request, res: Response, path: string) => Promise<void>;

/** Creates the function that sends a file. A file is compressed when it is asked for first. */
function createSend({ consoleFiles, config }: Dependencies, countRequest: CountRequest): Send {
  const policy = consolePolicyOf(config);
  const contents = new Map([...consoleFiles].map(([path, { body }]) => [path, once(() => encoded(body))]));
  return async (req, res, path) => {
    const [file, content] = [consoleFiles.get(path), await contents.get(path)?.()];
    if (!file || !content) throw new Error(`${path} is not a file of the console`);
    req.route = { path: path.startsWith('/assets/') ? '/assets/:file' : path };
    await countRequest(req, res, null);
    const { etag, encodings } = content;
    const encoding = encodingFor(req);
    // The names of assets contain a hash of their content.
    const caching = path.startsWith('/assets/') ? `public, max-age=${yearSeconds}, immutable` : 'no-cache';
    res.set({ 'Cache-Control': caching, ETag: etag }).vary('Accept-Encoding').type(file.type);
    // The service worker obeys the policy of its own file.
    res.set('Content-Security-Policy', policy);
    if (encoding !== 'identity') res.set('Content-Encoding', encoding);
    if (isKnown(req.get('if-none-match'), etag)) res.status(304).end();
    else res.send(encodings[encoding]);
  };
}
