import type { ZodOpenApiObject } from 'zod-openapi';
import type { ResponseHeader } from '../responses/response.ts';
import { type FurtherHeader, headerDescriptions } from './header-descriptions.ts';

/** The headers of every response. */
export const commonHeaders = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'] as const;

type Headers = NonNullable<NonNullable<ZodOpenApiObject['components']>['headers']>;
export const responseHeaders: Headers = headerDescriptions as Headers;

/** Descriptions of headers that only some of the responses that are described together have. */
export const optionalHeadersOf = (names: readonly FurtherHeader[]) =>
  Object.fromEntries(
    names.map((name) => {
      const { required: _, ...optional } = headerDescriptions[name];
      return [sentNameOf(name), optional];
    }),
  );

/** References to the descriptions of these headers, for a response that has them. */
export const headersOf = (names: readonly (ResponseHeader | FurtherHeader)[]) =>
  Object.fromEntries(names.map((name) => [sentNameOf(name), { $ref: `#/components/headers/${name}` }]));

/** The name of a header in responses. The link of a problem is described apart from the links of a list. */
const sentNameOf = (name: ResponseHeader | FurtherHeader): string => (name === 'ProblemLink' ? 'Link' : name);
