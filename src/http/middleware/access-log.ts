import type { Request, RequestHandler } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { requestIdOf } from './request-id.ts';

/** Probes arrive every few seconds; only failed ones are logged. */
const probes: ReadonlySet<string> = new Set(['/ping', '/health', '/ready']);

/** The status of a request whose client closed the connection before the response, as nginx logs it. */
const clientClosedRequest = 499;

/** Logs and observes each request by its route's pattern: the URL may contain personal data. */
export const accessLog =
  ({ logger, observe }: Pick<Dependencies, 'logger' | 'observe'>): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now();
    const address = req.ip;
    res.once('close', () => {
      const status = res.writableFinished ? res.statusCode : clientClosedRequest;
      const ms = performance.now() - startedAt;
      const route = patternOf(req);
      observe({ method: req.method, route, status, seconds: ms / 1_000 });
      if (status < 400 && probes.has(req.path)) return;
      const durationMs = Math.round(ms * 10) / 10;
      const { method } = req;
      logger.info('request', { requestId: requestIdOf(req), method, path: route, status, durationMs, address });
    });
    next();
  };

/** The pattern of the route, such as `/api/v1/users/:id`; null when no route matched. */
function patternOf(req: Request): string | null {
  const route: unknown = req.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : null;
}
