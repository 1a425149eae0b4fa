import type { HttpConfig, TokenPair, Tokens } from './dependencies.ts';
import { noContent, type Reply } from './reply.ts';

export const accessCookie = 'access_token';
const refreshCookie = 'refresh_token';

/** 204 with both tokens, out of the reach of scripts. Strict keeps the refresh token to requests of our own pages. */
export const signedInWith =
  (pair: TokenPair, { accessSeconds, refreshSeconds }: Tokens, { cookieSecure }: HttpConfig): Reply =>
  (res) => {
    const common = { httpOnly: true, path: '/', secure: cookieSecure };
    res.set('Cache-Control', 'no-store');
    res.cookie(accessCookie, pair.access, { ...common, sameSite: 'lax', maxAge: accessSeconds * 1000 });
    res.cookie(refreshCookie, pair.refresh, { ...common, sameSite: 'strict', maxAge: refreshSeconds * 1000 });
    noContent(res);
  };
