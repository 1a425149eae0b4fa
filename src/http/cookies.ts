import type { CookieOptions } from 'express';
import type { TokenPair, Tokens } from '../ports/tokens.ts';
import type { HttpConfig } from './dependencies.ts';
import { noContent, type Reply } from './reply.ts';

/** In production the prefix makes browsers refuse a cookie that another host, or a page without TLS, has set. */
export const cookieNames = ({ hostCookies }: Pick<HttpConfig, 'hostCookies'>) => {
  const prefix = hostCookies ? '__Host-' : '';
  return { access: `${prefix}access_token`, refresh: `${prefix}refresh_token` };
};

/** 204 with both tokens, out of the reach of scripts. Strict keeps the refresh token to requests of our own pages. */
export const signedInWith = (pair: TokenPair, { accessSeconds, refreshSeconds }: Tokens, config: HttpConfig): Reply =>
  withCookies(config, [pair.access, accessSeconds], [pair.refresh, refreshSeconds]);

/** 204 with both cookies cleared. */
export const signedOut = (config: HttpConfig): Reply => withCookies(config, ['', 0], ['', 0]);

type Content = readonly [value: string, seconds: number];

const withCookies =
  (config: HttpConfig, [access, accessSeconds]: Content, [refresh, refreshSeconds]: Content): Reply =>
  (res) => {
    const names = cookieNames(config);
    const common: CookieOptions = { httpOnly: true, path: '/', secure: config.cookieSecure };
    res.set('Cache-Control', 'no-store');
    res.cookie(names.access, access, { ...common, sameSite: 'lax', maxAge: accessSeconds * 1000 });
    res.cookie(names.refresh, refresh, { ...common, sameSite: 'strict', maxAge: refreshSeconds * 1000 });
    noContent(res);
  };
