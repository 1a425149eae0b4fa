import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { HttpConfig } from '../dependencies.ts';

const yearSeconds = 31_536_000;

/**
 * Sets security headers for an API. No response is a page, so the headers forbid loading resources, running scripts and
 * framing.
 */
export const securityHeaders = ({ cookieSecure }: Pick<HttpConfig, 'cookieSecure'>): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    frameguard: { action: 'deny' },
    // Without Secure cookies the installation may have no TLS, so HSTS is not sent. HSTS excludes subdomains, which may
    // belong to other services.
    strictTransportSecurity: cookieSecure && { maxAge: yearSeconds, includeSubDomains: false },
  });

/**
 * The request and response headers that pages of the listed origins may use, besides those that CORS allows every page.
 */
const allowedHeaders =
  'Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Consistency-Token, X-Request-Id'.split(', ');
const exposedHeaders = 'ETag, Location, Idempotent-Replayed, X-Consistency-Token, X-Request-Id, Retry-After'.split(
  ', ',
);
/** How long browsers may cache a preflight response. */
const preflightSeconds = 600;

/**
 * Sends CORS headers, with credentials allowed, to the origins listed in the settings. Other origins get no CORS
 * headers.
 */
export function crossOrigin({ corsOrigins }: Pick<HttpConfig, 'corsOrigins'>): RequestHandler {
  const listed: ReadonlySet<string> = new Set(corsOrigins);
  const allow = cors((req, done) =>
    done(null, {
      origin: [...listed],
      credentials: true,
      allowedHeaders,
      exposedHeaders,
      maxAge: preflightSeconds,
      // An OPTIONS request that is not a CORS preflight request is handled by the routes.
      preflightContinue: req.headers['access-control-request-method'] === undefined,
    }),
  );
  return (req, res, next) => {
    if (listed.size > 0) res.vary('Origin');
    if (listed.has(req.get('origin') ?? '')) allow(req, res, next);
    else next();
  };
}
