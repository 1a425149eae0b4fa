import type { Request } from 'express';
import type { HttpConfig } from '../dependencies.ts';
import { HttpError } from '../problem.ts';

/** Longer than any origin: a host name has at most 253 characters. A longer one is foreign without being parsed. */
const maxHostLength = 300;
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
  const host = req.get('host') ?? '';
  if (origin.length > maxHostLength || host.length > maxHostLength || !URL.canParse(origin)) return true;
  const sender = new URL(origin);
  // The URL parser drops the default port from the own origin and from the sender's, so an explicit `:443` makes no
  // difference.
  const own = `${sender.protocol}//${host}`;
  return !URL.canParse(own) || new URL(own).host !== sender.host;
}
