import type { Request, RequestHandler } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { countByAddress } from '../middleware/rate-limits.ts';
import { HttpError } from '../problem.ts';
import { paths } from './addresses.ts';

/** The largest request of an app, in bytes. */
export const maxBodyBytes = 16_384;

/** Creates the handlers of what the authorization server answers itself. */
export const createProtocol =
  (deps: Dependencies) =>
  (limit: 'appRequest' | 'appRegistration'): RequestHandler =>
  async (req, res) => {
    await countByAddress(deps, limit, req);
    refuseLargeBody(req);
    const server = await deps.apps.load();
    if (req.path === paths.authorize) req.url = withDefaultScope(req.url);
    await server.answer(req, res);
  };

/** The server reads bodies itself, up to a limit of its own that is too large for strangers. */
function refuseLargeBody(req: Request): void {
  const length = req.get('content-length');
  const isStreamed = req.get('transfer-encoding') !== undefined;
  if (!isStreamed && Number(length ?? 0) <= maxBodyBytes) return;
  throw new HttpError(
    'payload-too-large',
    `The body may have at most ${maxBodyBytes} bytes, and needs a Content-Length.`,
  );
}

/** A request that names no scope asks for the smallest one. */
function withDefaultScope(url: string): string {
  const at = url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at));
  if (query.has('scope')) return url;
  return `${url}${at < 0 ? '?' : '&'}scope=read`;
}
