import type { ZodOpenApiObject } from 'zod-openapi';
import { scopes } from '../../events/token-values.ts';
import { cookieNames } from '../cookies.ts';
import type { Guard } from '../guards.ts';
import type { Route } from '../route.ts';
import { isOpenToTokens, type OpenToTokens, scopeOf } from '../scopes.ts';

type SecuritySchemes = NonNullable<NonNullable<ZodOpenApiObject['components']>['securitySchemes']>;
type SecurityRequirement = Record<string, string[]>;

/** The ways in which a request shows who sends it. */
export function securitySchemes(hostCookies: boolean): SecuritySchemes {
  const { access, refresh } = cookieNames({ hostCookies });
  return {
    accessToken: {
      type: 'apiKey',
      in: 'cookie',
      name: access,
      description: 'The access token that `signIn` and `refreshTokens` set as a cookie. Scripts cannot read it.',
    },
    refreshToken: {
      type: 'apiKey',
      in: 'cookie',
      name: refresh,
      description: 'The refresh token that `signIn` and `refreshTokens` set as a cookie. Scripts cannot read it.',
    },
    bearerToken: {
      type: 'http',
      scheme: 'bearer',
      description:
        'A personal access token, which begins with `itpat_`, or the access token of an app, which begins with `itapp_`. ' +
        'An operation lists the scope that the token must have: ' +
        `${scopes.map((scope) => `\`${scope}\``).join(', ')}. A request with cookies as well is refused.`,
    },
  };
}

/** What a request must have to pass the guard of a route: one of these combinations of security schemes. */
export function securityOf({ guard, method }: Pick<Route, 'guard' | 'method'>): SecurityRequirement[] {
  if (isOpenToTokens(guard)) return [{ accessToken: [] }, { bearerToken: [scopeOf(guard, method)] }];
  return cookiesOf[guard];
}

const cookiesOf: Readonly<Record<Exclude<Guard, OpenToTokens>, SecurityRequirement[]>> = {
  anyone: [],
  'cookie user': [{ accessToken: [] }],
  token: [{ bearerToken: [] }],
  'refresh cookie': [{ refreshToken: [] }],
  'any cookies': [{}, { accessToken: [] }, { refreshToken: [] }],
};
