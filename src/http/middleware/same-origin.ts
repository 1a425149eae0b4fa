import type { Request } from 'express';
import type { HttpConfig } from '../dependencies.ts';
import { HttpError } from '../problem.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Protection from CSRF: refuses a write that a page of another origin sent, unless that origin is listed in the
 * settings. Clients that are not browsers send neither `Origin` nor `Sec-Fetch-Site`, so they are not refused.
 */
export function createCheckOrigin({ corsOrigins }: Pick<HttpConfig, 'corsOrigins'>): (req: Request) => void {
  const listed: ReadonlySet<string> = new Set(corsOrigins);
  return (req) => {
    if (safeMethods.has(req.method) || listed.has(req.get('origin') ?? '')) return;
    if (!isForeignFetch(req) && !isForeignOrigin(req)) return;
    throw new HttpError('foreign-origin', 'Pages of other origins may not send this request.');
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
  // The URL parser drops the default port from the own origin and from the sender's, so an explicit `:443` makes no
  // difference.
  const own = `${protocol}//${req.get('host') ?? ''}`;
  return !URL.canParse(own) || new URL(own).host !== host;
}
