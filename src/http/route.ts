import type { Request } from 'express';
import type { z } from 'zod';
import type { Dependencies } from './dependencies.ts';
import type { Callers, Guard } from './guards.ts';
import type { ProblemCode } from './problem.ts';
import type { Reply } from './reply.ts';
import type { ParsedParts, RequestParts } from './requests/read.ts';
import type { ResponseDefinition } from './responses/response.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Responses = Readonly<Record<number, ResponseDefinition>>;

/** The HTTP request as it arrived. Handlers use it for what the validated parts of the request do not contain. */
export type Incoming = Readonly<{ id: string; route: Pick<Route, 'method' | 'path'>; raw: Request }>;

/** What a handler receives: the caller and the validated parts of the request. */
export type Input<Name extends Guard = Guard, Parts extends RequestParts = RequestParts> = ParsedParts<Parts> &
  Readonly<{ caller: Callers[Name]; incoming: Incoming }>;

type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Member in keyof Value]: DeepReadonly<Value[Member]> }
    : Value;

type ReplyOf<Defined extends Responses> = {
  [Status in keyof Defined & number]: Reply<
    Status,
    Defined[Status]['body'] extends z.ZodType ? DeepReadonly<z.output<Defined[Status]['body']>> : never
  >;
}[keyof Defined & number];

/** An example of a request and its response for the API documentation. A body without a schema is left out. */
type Example<Parts extends RequestParts, Defined extends Responses> = Readonly<{
  request?: {
    readonly [Part in keyof Parts]?: Parts[Part] extends z.ZodType ? DeepReadonly<z.input<Parts[Part]>> : never;
  };
  response: {
    [Status in keyof Defined & number]: Readonly<{
      status: Status;
      body?: Defined[Status]['body'] extends z.ZodType ? DeepReadonly<z.input<Defined[Status]['body']>> : never;
    }>;
  }[keyof Defined & number];
}>;

/**
 * The definition of one route: everything that the router, the tests and the API documentation know of the route. A
 * handler can send only the responses that the definition lists.
 */
export type RouteDefinition<Name extends Guard, Parts extends RequestParts, Defined extends Responses> = Readonly<{
  method: Method;
  /** The whole path of the route. Path parameters are written `:name`. */
  path: `/${string}`;
  guard: Name;
  /** What the route does, as one sentence in the imperative. */
  summary: string;
  description?: string;
  request: Parts;
  /** Whether the request body may be a form instead of JSON. */
  canBeForm?: true;
  /** Whether the body may have a few KiB only and must not be compressed. */
  hasSmallBody?: true;
  /**
   * The request schemas of each media type of an upload, whose body the handler reads itself. `request` then has no
   * body.
   */
  uploads?: Readonly<Record<string, RequestParts>>;
  /** Whether caches are forbidden to store the response. */
  noStore?: true;
  responses: Defined;
  /**
   * The problem codes that only this route's handler can cause. `problemsOf` adds the codes that its guard and its
   * request can cause.
   */
  problems: readonly ProblemCode[];
  example: Example<NoInfer<Parts>, NoInfer<Defined>>;
  /** Runs once per application. The function that it returns handles the requests of this route. */
  handle: (
    deps: Dependencies,
  ) => (input: Input<NoInfer<Name>, NoInfer<Parts>>) => ReplyOf<NoInfer<Defined>> | Promise<ReplyOf<NoInfer<Defined>>>;
}>;

/** A route without its specific types, so that routes of different types fit into one list. */
export type Route = Omit<RouteDefinition<Guard, RequestParts, Responses>, 'handle' | 'example'> &
  Readonly<{
    example: Readonly<{
      request?: Readonly<Partial<Record<keyof RequestParts, unknown>>>;
      response: Readonly<{ status: number; body?: unknown }>;
    }>;
    handle: (deps: Dependencies) => (input: Input) => Promise<Reply>;
  }>;

export const route = <const Name extends Guard, const Parts extends RequestParts, const Defined extends Responses>(
  definition: RouteDefinition<Name, Parts, Defined>,
): Route => definition as unknown as Route;

/**
 * Whether a route sends a command: the requests of commands have a schema of headers, for `If-Match` and
 * `Idempotency-Key`.
 */
const isCommand = ({ request, uploads = {} }: Route): boolean =>
  [request, ...Object.values(uploads)].some(({ headers }) => headers !== undefined);

/** Every problem code that a route can answer: its own codes, and those that its guard and its request can cause. */
export function problemsOf(route: Route): ReadonlySet<ProblemCode> {
  const { guard, method, request, problems } = route;
  const isGuarded = guard !== 'anyone' && guard !== 'any cookies';
  const hasParts = Object.keys(request).length > 0;
  return new Set<ProblemCode>([
    ...problems,
    ...(['internal', 'unavailable', 'history-damaged'] as const),
    ...(isGuarded ? (['not-signed-in', 'too-many-requests'] as const) : []),
    ...(guard === 'superuser' ? (['not-permitted'] as const) : []),
    ...(isGuarded || hasParts || method !== 'get' ? (['validation'] as const) : []),
    ...(method === 'get' ? [] : (['foreign-origin', 'payload-too-large', 'unsupported-media-type'] as const)),
    ...(isCommand(route) ? (['idempotency-key-reused', 'revision-mismatch', 'concurrent-change'] as const) : []),
  ]);
}
