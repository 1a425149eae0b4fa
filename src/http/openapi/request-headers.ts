import type { ZodOpenApiObject } from 'zod-openapi';
import { exampleToken } from '../changes/examples.ts';
import type { CommandHeaders } from '../requests/conditions.ts';
import { isCommand, type Route } from '../route.ts';

type Parameters = NonNullable<NonNullable<ZodOpenApiObject['components']>['parameters']>;
type Parameter = Parameters[string] & Readonly<{ name: string; in: 'header' }>;

/** The request headers of commands. A header without a description is a compile error. */
const commandParameters: Readonly<Record<keyof CommandHeaders, Parameter>> = {
  'if-match': {
    name: 'If-Match',
    in: 'header',
    description:
      'The `ETag` of the revision that the command is meant for. It is refused with `revision-mismatch` when the revision has changed. `*` is always true.',
    schema: { type: 'string', maxLength: 200, pattern: '^(?:\\s*\\*\\s*|(?:W/)?"\\d+(?:\\.[!#-~]*)?")$' },
    example: '"2"',
  },
  'idempotency-key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A name for this request, 1 to 200 visible ASCII characters, such as a UUID. The same request under the same key takes effect once.',
    schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
    example: '6d5c4f5e-2a0c-4d6e-9d4f-4f0a7b1b9a55',
  },
};

const prefer: Parameter = {
  name: 'Prefer',
  in: 'header',
  description:
    '`return=minimal` leaves out the body of the response (RFC 7240). A 200 is then 204. Other preferences are ignored.',
  schema: { type: 'string' },
  example: 'return=minimal',
};

const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The `ETag` of the copy that the client has. The response is 304 while nothing has changed.',
  schema: { type: 'string' },
  example: '"2"',
};

const consistencyToken: Parameter = {
  name: 'X-Consistency-Token',
  in: 'header',
  description:
    'Up to 64 tokens that other accounts or services have received, separated by commas. The response contains at least the state that they name.',
  schema: {
    type: 'string',
    maxLength: 2_304,
    pattern: '^\\s*\\d{1,9}-\\d{1,4}-\\d{1,19}\\s*(,\\s*\\d{1,9}-\\d{1,4}-\\d{1,19}\\s*){0,63}$',
  },
  example: '1-2-4711',
};

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The id of the last event that the client has received. The stream continues after it.',
  schema: { type: 'string', maxLength: 1_024 },
  example: exampleToken,
};

/** The headers of requests, by their names in the document. */
export const requestHeaders: Parameters = Object.fromEntries(
  [...Object.values(commandParameters), prefer, ifNoneMatch, consistencyToken, lastEventId].map((each) => [
    each.name,
    each,
  ]),
);

/** The descriptions of the headers that have a meaning for the route, as references where they are those of all routes. */
export function requestHeadersOf(route: Route) {
  const isSignedIn = route.guard === 'user' || route.guard === 'superuser';
  const named = [
    ...(isCommand(route) ? Object.values(commandParameters) : []),
    ...(Object.values(route.responses).some(({ isBodyOptional }) => isBodyOptional) ? [prefer] : []),
    ...(304 in route.responses ? [ifNoneMatch] : []),
    ...(isSignedIn ? [consistencyToken] : []),
    ...(route.isLive ? [lastEventId] : []),
  ];
  return named.map((each) =>
    route.needsIfMatch && each.name === 'If-Match'
      ? { ...each, required: true }
      : { $ref: `#/components/parameters/${each.name}` },
  );
}
