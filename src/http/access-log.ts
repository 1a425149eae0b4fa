import type { Request, RequestHandler } from 'express';
import type { Logger } from './dependencies.ts';
import { requestIdOf } from './request-id.ts';

/** Asked every few seconds; logged only when they fail. */
const probes: ReadonlySet<string> = new Set(['/ping', '/health', '/ready']);

/** One line per request. The pattern of its route stands for the address, which may name people. */
export const accessLog =
  (logger: Logger): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => {
      const answered = res.writableFinished;
      if (answered && res.statusCode < 400 && probes.has(req.path)) return;
      logger.info('request', {
        requestId: requestIdOf(req),
        method: req.method,
        path: patternOf(req),
        status: answered ? res.statusCode : clientLeft,
        durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      });
    });
    next();
  };

/** As other servers log a client that hung up before its answer. */
const clientLeft = 499;

function patternOf(req: Request): string | null {
  const route: unknown = req.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return null;
  return `${req.baseUrl}${String(route.path)}`;
}
