import type { Request } from 'express';
import { cookieNames } from '../cookies.ts';
import type { HttpConfig } from '../dependencies.ts';
import { HttpError } from '../problem.ts';

/** Longer than any token of the service. A longer header is not read. */
const maxHeaderLength = 200;
const bearerPattern = /^Bearer +([\x21-\x7e]+)$/i;

/** The refusal of a request without a valid token. `error` is a code of RFC 6750. */
export const notSignedIn = (error?: 'invalid_token') =>
  new HttpError('not-signed-in', 'Sign in first.', { 'WWW-Authenticate': challengeOf(error) });

const challengeOf = (error?: string): string => (error === undefined ? 'Bearer' : `Bearer error="${error}"`);

/**
 * Returns the token in the header `Authorization`, which may be any text; null when the request has no such header.
 * Refuses other schemes than `Bearer`, and a request that has one of the service's cookies as well.
 */
export function bearerOf(req: Request, config: Pick<HttpConfig, 'hostCookies'>): string | null {
  const header = req.get('authorization');
  if (header === undefined) return null;
  const { access, refresh } = cookieNames(config);
  const cookies: Readonly<Record<string, unknown>> = req.cookies;
  if (access in cookies || refresh in cookies) {
    throw new HttpError('contradictory-credentials', 'Send either cookies or the header Authorization, not both.', {
      'WWW-Authenticate': 'Bearer error="invalid_request"',
    });
  }
  const token = header.length <= maxHeaderLength ? bearerPattern.exec(header)?.[1] : undefined;
  if (token === undefined) throw notSignedIn('invalid_token');
  return token;
}
