import type { Request } from 'express';
import type { Dependencies } from '../../http/dependencies.ts';
import type { Caller } from '../../http/guards.ts';
import type { Reply } from '../../http/reply.ts';
import { check, type ParsedParts, type RequestParts, requestSchema } from '../../http/requests/read.ts';
import type { Incoming, Route } from '../../http/route.ts';
import { routes } from '../../http/routes.ts';

/** The parts of a request before they are validated. Values of the query are texts. */
type RawParts = Readonly<{
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | undefined>>;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}>;

/** What a route has answered. `next` is the cursor of the next page of a list; null for none. */
export type Called<Body> = Readonly<{ body: Body; next: string | null; reply: Reply }>;

/**
 * Calls the handler of a route by its operation id. So a tool validates, decides and answers exactly as the route does.
 * Throws what the handler throws.
 */
export type CallRoute = <Body>(
  operation: string,
  parts?: RawParts,
  deps?: Partial<Dependencies>,
) => Promise<Called<Body>>;

type Operation = Readonly<{ route: Route; schema: ReturnType<typeof requestSchema<RequestParts>> }>;

/** The routes that tools may call: those of athletes, and those of trainers for tools with the scope `coach`. */
const operations: ReadonlyMap<string, Operation> = new Map(
  routes
    .filter(({ guard, uploads, isLive }) => (guard === 'user' || guard === 'trainer') && !uploads && !isLive)
    .map((route) => [route.operationId, { route, schema: requestSchema(route.request) }]),
);

/** The request as handlers see it. The headers and the address are those of `/mcp`, which say nothing about the route. */
const emptyRequest = { url: '/mcp', headers: {}, get: () => undefined } as unknown as Request;

export function createCallRoute(
  deps: Dependencies,
  sender: Readonly<{ caller: Caller; incoming: Incoming }>,
): CallRoute {
  const { caller, incoming } = sender;
  return async <Body>(name: string, parts: RawParts = {}, replaced: Partial<Dependencies> = {}) => {
    const operation = operations.get(name);
    if (!operation) throw new Error(`No tool may call ${name}`);
    const { route, schema } = operation;
    const { path = {}, query = {}, headers = {}, body } = parts;
    const parsed: ParsedParts<RequestParts> = check(schema, { path, query: withoutAbsent(query), headers, body });
    const request = { ...incoming, route, raw: emptyRequest };
    const reply = await route.handle({ ...deps, ...replaced })({ ...parsed, caller, incoming: request });
    return { body: bodyOf(reply) as Body, next: nextOf(reply), reply };
  };
}

const withoutAbsent = (query: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

const bodyOf = ({ body, json }: Reply): unknown => (json === undefined ? body : JSON.parse(json.toString()));

function nextOf({ link }: Reply): string | null {
  const found = /[?&]after=([\w-]+)>; rel="next"/.exec(link ?? '');
  return found?.[1] ?? null;
}
