import type { ErrorRequestHandler, Request, Response } from 'express';
import type { AccountId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { addressOf, tooMany } from './rate-limits.ts';

/**
 * Counts a request once, by its account or, without one, by its network address. Sets the headers of draft-ietf-httpapi-
 * ratelimit-headers-11, and refuses a request beyond the limit with `too-many-requests`.
 */
export type CountRequest = (req: Request, res: Response, account: AccountId | null) => Promise<void>;

export function createCountRequest({ requestLimits }: Pick<Dependencies, 'requestLimits'>): CountRequest {
  return async (req, res, account) => {
    if (res.locals.isCounted === true) return;
    res.locals.isCounted = true;
    const name = account === null ? 'address' : 'account';
    const count = await requestLimits.count(name, account ?? addressOf(req));
    if (!count) return;
    const { quota, windowSeconds, remaining, secondsLeft, isExceeded } = count;
    res.setHeader('RateLimit-Policy', `"${name}";q=${quota};w=${windowSeconds}`);
    res.setHeader('RateLimit', `"${name}";r=${remaining};t=${secondsLeft}`);
    if (isExceeded && isLimited(req)) {
      throw tooMany(`Too many requests of this ${name}. Try again in ${secondsLeft} s.`, secondsLeft);
    }
  };
}

/** Health probes and documents have other paths and are always answered. */
const isLimited = ({ path }: Request): boolean => path.startsWith('/api/') || path === '/mcp';

/** Counts a request that was refused before it was known whether it is signed in, such as one with an unknown path. */
export const countRefused =
  (countRequest: CountRequest): ErrorRequestHandler =>
  async (error: unknown, req, res, next) => {
    try {
      if (!res.headersSent) await countRequest(req, res, null);
      next(error);
    } catch (refusal) {
      next(refusal);
    }
  };
