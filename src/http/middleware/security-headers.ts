import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { HttpConfig } from '../dependencies.ts';
import type { Step } from './steps.ts';

const yearSeconds = 31_536_000;

/**
 * Sets security headers for an API. Few responses are pages, so the headers forbid loading resources, running scripts
 * and framing.
 */
export function securityHeaders({ cookieSecure }: Pick<HttpConfig, 'cookieSecure'>): Step {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    frameguard: { action: 'deny' },
    // Without Secure cookies the installation may have no TLS, so HSTS is not sent. HSTS excludes subdomains, which may
    // belong to other services.
    strictTransportSecurity: cookieSecure && { maxAge: yearSeconds, includeSubDomains: false },
  });
  const headers = headersOf(protect);
  return (_req, res) => {
    for (const [name, value] of headers) res.setHeader(name, value);
  };
}

/** The headers that Helmet sets. They are the same for all responses, so Helmet runs only once. */
function headersOf(protect: ReturnType<typeof helmet>): readonly (readonly [string, string])[] {
  const headers = new Map<string, string>();
  const response: Pick<ServerResponse, 'removeHeader'> & { setHeader: (name: string, value: string) => void } = {
    setHeader: (name, value) => headers.set(name, value),
    removeHeader: () => {},
  };
  protect({} as IncomingMessage, response as ServerResponse, () => {});
  return [...headers];
}

/**
 * The content security policy of a page: it may load scripts, styles and pictures of this service, read its API, and
 * show the pictures that its style sheet contains.
 */
export const pagePolicy = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join(';');

/**
 * The request and response headers that pages of the listed origins may use, besides those that CORS allows every page.
 */
const allowedHeaders =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Mcp-Method, Mcp-Name, MCP-Protocol-Version, Prefer, X-Consistency-Token, X-Request-Id'.split(
    ', ',
  );
const exposedHeaders =
  'ETag, Link, Location, Idempotent-Replayed, Preference-Applied, X-Consistency-Token, X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate'.split(
    ', ',
  );
/** How long browsers may cache a preflight response. */
const preflightSeconds = 600;

/**
 * Middleware that sends CORS headers, with credentials allowed, to the origins listed in the settings. Other origins get
 * no CORS headers.
 */
export function crossOrigin({ corsOrigins }: Pick<HttpConfig, 'corsOrigins'>): readonly RequestHandler[] {
  if (corsOrigins.length === 0) return [];
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
  const middleware: RequestHandler = (req, res, next) => {
    res.vary('Origin');
    if (listed.has(req.get('origin') ?? '')) allow(req, res, next);
    else next();
  };
  return [middleware];
}
