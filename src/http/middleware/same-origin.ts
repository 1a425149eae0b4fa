import type { Request } from 'express';
import type { HttpConfig } from '../dependencies.ts';
import { HttpError } from '../problem.ts';
import { hostOf } from './hosts.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Longer than any origin: a host name has at most 253 characters. A longer one is foreign without being parsed. */
const maxOriginLength = 300;

/**
 * Protection from CSRF: refuses a write that a page of another origin sent, unless that origin is listed in the
 * settings. Clients that are not browsers send neither `Origin` nor `Sec-Fetch-Site`, so they are not refused. What the
 * browser says in `Sec-Fetch-Site` counts more than a comparison of `Origin` with `Host`, which proxies may replace.
 */
export function createCheckOrigin({
  corsOrigins,
  cookieSecure,
}: Pick<HttpConfig, 'corsOrigins' | 'cookieSecure'>): (req: Request) => void {
  const listed: ReadonlySet<string> = new Set(corsOrigins);
  return (req) => {
    const [site, origin] = [req.get('sec-fetch-site'), req.get('origin')];
    if (safeMethods.has(req.method) || site === 'same-origin' || listed.has(origin ?? '')) return;
    const isForeign = site !== undefined && site !== 'none';
    const needsTls = cookieSecure || req.secure;
    if (isForeign || (origin !== undefined && !isOwn(origin, req, needsTls))) throw foreignOrigin(req, origin);
  };
}

/** Whether an origin is the service's own. A page without TLS is foreign to a service that is used with TLS. */
function isOwn(origin: string, req: Request, needsTls: boolean): boolean {
  if (origin.length > maxOriginLength || !URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  const isOfScheme = protocol === 'https:' || (protocol === 'http:' && !needsTls);
  return isOfScheme && hostOf(req, protocol)?.host === host;
}

function foreignOrigin(req: Request, origin: string | undefined): HttpError {
  const page = origin === undefined ? 'a page of another site' : `a page of ${origin.slice(0, maxOriginLength)}`;
  const host = (req.get('host') ?? '').slice(0, maxOriginLength);
  return new HttpError(
    'foreign-origin',
    `This request to ${host} was sent by ${page}. CORS_ORIGINS lists the origins whose pages may send it.`,
  );
}
