import type { CookieOptions, Response } from 'express';
import type { TokenPair, Tokens } from '../ports/tokens.ts';
import type { HttpConfig } from './dependencies.ts';
import type { Reply } from './reply.ts';

/** The prefix `__Host-` makes browsers refuse a cookie that another host, or a page without TLS, has set. */
export const cookieNames = ({ hostCookies }: Pick<HttpConfig, 'hostCookies'>) => {
  const prefix = hostCookies ? '__Host-' : '';
  return { access: `${prefix}access_token`, refresh: `${prefix}refresh_token` };
};

type Cookie = Readonly<{ token: string; seconds: number }>;
export type TokenCookies = Readonly<{ access: Cookie; refresh: Cookie }>;

/** 204 that sets both token cookies. */
export const signedIn = (pair: TokenPair, { accessSeconds, refreshSeconds }: Tokens): Reply<204, never> => ({
  status: 204,
  cookies: {
    access: { token: pair.access, seconds: accessSeconds },
    refresh: { token: pair.refresh, seconds: refreshSeconds },
  },
});

const cleared: Cookie = { token: '', seconds: 0 };

/** 204 that clears both token cookies. */
export const signedOut: Reply<204, never> = { status: 204, cookies: { access: cleared, refresh: cleared } };

/** Scripts cannot read the cookies. SameSite=Strict sends the refresh token with requests from our own site only. */
export function writeCookies(res: Response, { access, refresh }: TokenCookies, config: HttpConfig): void {
  const names = cookieNames(config);
  const common: CookieOptions = { httpOnly: true, path: '/', secure: config.cookieSecure };
  res.set('Cache-Control', 'no-store');
  res.cookie(names.access, access.token, { ...common, sameSite: 'lax', maxAge: access.seconds * 1000 });
  res.cookie(names.refresh, refresh.token, { ...common, sameSite: 'strict', maxAge: refresh.seconds * 1000 });
}
