import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { HttpConfig } from '../dependencies.ts';

const yearSeconds = 31_536_000;

/** What keeps browsers careful. Nothing here is a page, so nothing may be loaded, run or framed by one. */
export const securityHeaders = ({ cookieSecure }: Pick<HttpConfig, 'cookieSecure'>): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    frameguard: { action: 'deny' },
    // Where cookies go without TLS there may be none. For this host alone: others are not ours to speak for.
    strictTransportSecurity: cookieSecure && { maxAge: yearSeconds, includeSubDomains: false },
  });

/** What a page may send and read besides what every page may. */
const allowedHeaders =
  'Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Consistency-Token, X-Request-Id'.split(', ');
const exposedHeaders = ['ETag', 'Location', 'X-Consistency-Token', 'X-Request-Id', 'Retry-After'];
const rememberedSeconds = 600;

/** Lets pages of the listed origins, and of no other, read answers and send what browsers ask about first. */
export function crossOrigin({ corsOrigins }: Pick<HttpConfig, 'corsOrigins'>): RequestHandler {
  const listed: ReadonlySet<string> = new Set(corsOrigins);
  const allow = cors((req, done) =>
    done(null, {
      origin: [...listed],
      credentials: true,
      allowedHeaders,
      exposedHeaders,
      maxAge: rememberedSeconds,
      // An OPTIONS that asks for nothing is a request like any other.
      preflightContinue: req.headers['access-control-request-method'] === undefined,
    }),
  );
  return (req, res, next) => {
    if (listed.size > 0) res.vary('Origin');
    if (listed.has(req.get('origin') ?? '')) allow(req, res, next);
    else next();
  };
}
