import type { Request, RequestHandler } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { requestIdOf } from './request-id.ts';

/** Asked every few seconds; logged only when they fail. */
const probes: ReadonlySet<string> = new Set(['/ping', '/health', '/ready']);

/** One line and one observation per request. The pattern of its route stands for the address, which may name people. */
export const accessLog =
  ({ logger, observe }: Pick<Dependencies, 'logger' | 'observe'>): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now();
    const address = req.ip;
    const mounted = req.originalUrl.startsWith(api) ? api : '';
    res.once('close', () => {
      const answered = res.writableFinished;
      const status = answered ? res.statusCode : clientLeft;
      const ms = performance.now() - startedAt;
      const route = patternOf(req, mounted);
      observe({ method: req.method, route, status, seconds: ms / 1_000 });
      if (status < 400 && probes.has(req.path)) return;
      const durationMs = Math.round(ms * 10) / 10;
      const { method } = req;
      logger.info('request', { requestId: requestIdOf(req), method, path: route, status, durationMs, address });
    });
    next();
  };

const api = '/api/v1';

/** As other servers log a client that hung up before its answer. */
const clientLeft = 499;

/** The base of a route is unknown again once its router has been left, as it is when a request is refused. */
function patternOf(req: Request, mounted: string): string | null {
  const route: unknown = req.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return null;
  return `${mounted}${String(route.path)}`;
}
