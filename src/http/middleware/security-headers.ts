import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { HttpConfig } from '../dependencies.ts';

const yearSeconds = 31_536_000;

/** Security headers for an API: no response is a page, so none may load, run or be framed. */
export const securityHeaders = ({ cookieSecure }: Pick<HttpConfig, 'cookieSecure'>): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    frameguard: { action: 'deny' },
    // Without Secure cookies the installation may have no TLS. Subdomains may belong to other services.
    strictTransportSecurity: cookieSecure && { maxAge: yearSeconds, includeSubDomains: false },
  });

/** Headers that pages of listed origins may send and read, besides the ones that every page may. */
const allowedHeaders =
  'Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Consistency-Token, X-Request-Id'.split(', ');
const exposedHeaders = ['ETag', 'Location', 'X-Consistency-Token', 'X-Request-Id', 'Retry-After'];
/** How long browsers may cache a preflight response. */
const preflightSeconds = 600;

/** CORS for the listed origins, with credentials; other origins get no CORS headers. */
export function crossOrigin({ corsOrigins }: Pick<HttpConfig, 'corsOrigins'>): RequestHandler {
  const listed: ReadonlySet<string> = new Set(corsOrigins);
  const allow = cors((req, done) =>
    done(null, {
      origin: [...listed],
      credentials: true,
      allowedHeaders,
      exposedHeaders,
      maxAge: preflightSeconds,
      // An OPTIONS request that is no preflight goes on to the routes.
      preflightContinue: req.headers['access-control-request-method'] === undefined,
    }),
  );
  return (req, res, next) => {
    if (listed.size > 0) res.vary('Origin');
    if (listed.has(req.get('origin') ?? '')) allow(req, res, next);
    else next();
  };
}
