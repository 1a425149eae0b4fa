import type { CookieOptions, Response } from 'express';
import type { TokenPair, Tokens } from '../ports/tokens.ts';
import type { HttpConfig } from './dependencies.ts';
import type { Reply } from './reply.ts';

/**
 * The names of the token cookies. The prefix `__Host-` makes browsers refuse a cookie that another host, or a page
 * without TLS, has set.
 */
export const cookieNames = ({ hostCookies }: Pick<HttpConfig, 'hostCookies'>) => {
  const prefix = hostCookies ? '__Host-' : '';
  return { access: `${prefix}access_token`, refresh: `${prefix}refresh_token` };
};

type Cookie = Readonly<{ token: string; seconds: number }>;
export type TokenCookies = Readonly<{ access: Cookie; refresh: Cookie }>;

/** A reply with status 204 that sets the cookies of the access token and the refresh token. */
export const signedIn = (pair: TokenPair, { accessSeconds, refreshSeconds }: Tokens): Reply<204, never> => ({
  status: 204,
  cookies: {
    access: { token: pair.access, seconds: accessSeconds },
    refresh: { token: pair.refresh, seconds: refreshSeconds },
  },
});

const cleared: Cookie = { token: '', seconds: 0 };

/** A reply with status 204 that clears the cookies of the access token and the refresh token. */
export const signedOut: Reply<204, never> = { status: 204, cookies: { access: cleared, refresh: cleared } };

/**
 * Sets or clears the token cookies. Scripts cannot read them. With SameSite=Strict, browsers send the refresh token
 * only with requests from pages of the same site.
 */
export function writeCookies(res: Response, { access, refresh }: TokenCookies, config: HttpConfig): void {
  const names = cookieNames(config);
  const common: CookieOptions = { httpOnly: true, path: '/', secure: config.cookieSecure };
  res.set('Cache-Control', 'no-store');
  res.cookie(names.access, access.token, { ...common, sameSite: 'lax', maxAge: access.seconds * 1000 });
  res.cookie(names.refresh, refresh.token, { ...common, sameSite: 'strict', maxAge: refresh.seconds * 1000 });
}
