import type { Request } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { requestIdOf } from './request-id.ts';
import type { Step } from './steps.ts';

/** The paths of health probes. Probes arrive every few seconds, so only failed ones get a log message. */
const probes: ReadonlySet<string> = new Set(['/ping', '/health', '/ready']);

/**
 * The status in the log message about a request whose client closed the connection before it got a response. nginx uses
 * the same number.
 */
const clientClosedRequest = 499;

/**
 * Counts each request in the metrics and writes a log message about it, except for successful health probes. The
 * message names the route by its pattern, because the URL may contain personal data.
 */
export const accessLog =
  ({ logger, observe }: Pick<Dependencies, 'logger' | 'observe'>): Step =>
  (req, res) => {
    const startedAt = performance.now();
    const address = req.ip;
    res.once('close', () => {
      const status = res.writableFinished ? res.statusCode : clientClosedRequest;
      const ms = performance.now() - startedAt;
      const route = patternOf(req);
      const id = requestIdOf(req);
      observe({ work: 'request', id, method: req.method, route, status, startedAt, seconds: ms / 1_000 });
      if (status < 400 && probes.has(req.path)) return;
      const durationMs = Math.round(ms * 10) / 10;
      const { method } = req;
      logger.info('request', { requestId: id, method, path: route, status, durationMs, address });
    });
  };

/** The pattern of the route, such as `/api/v1/users/:id`; null when no route matched. */
function patternOf(req: Request): string | null {
  const route: unknown = req.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : null;
}
