import type { Request, RequestHandler } from 'express';
import type { HttpConfig } from '../dependencies.ts';
import { Refusal } from '../problem.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another origin makes its visitor's browser send, unless that origin is listed. Clients without a browser
 * send neither header.
 */
export function sameOriginOr({ corsOrigins }: Pick<HttpConfig, 'corsOrigins'>): RequestHandler {
  const listed: ReadonlySet<string> = new Set(corsOrigins);
  return (req, _res, next) => {
    if (safeMethods.has(req.method) || listed.has(req.get('origin') ?? '')) return next();
    if (!isForeignFetch(req) && !isForeignOrigin(req)) return next();
    throw new Refusal('foreign-origin', 'Requests from pages of other origins are refused.');
  };
}

function isForeignFetch(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function isForeignOrigin(req: Request): boolean {
  const origin = req.get('origin');
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { protocol, host } = new URL(origin);
  // Through the same parser, so that a default port spelled out makes no difference.
  const own = `${protocol}//${req.get('host') ?? ''}`;
  return !URL.canParse(own) || new URL(own).host !== host;
}
