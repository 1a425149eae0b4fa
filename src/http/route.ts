import type { Request } from 'express';
import type { z } from 'zod';
import type { Instant } from '../events/ids.ts';
import type { NamedThings } from '../use-cases/sync/named-things.ts';
import type { Dependencies } from './dependencies.ts';
import type { Callers, Guard } from './guards.ts';
import type { ProblemCode } from './problem.ts';
import type { Reply } from './reply.ts';
import type { ParsedParts, RequestParts } from './requests/read.ts';
import { type ResponseDefinition, response } from './responses/response.ts';
import { isOpenToTokens } from './scopes.ts';
import type { Tag } from './tags.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Responses = Readonly<Record<number, ResponseDefinition>>;

/** The HTTP request as it arrived. Handlers use it for what the validated parts of the request do not contain. */
export type Incoming = Readonly<{
  id: string;
  route: Pick<Route, 'method' | 'path'>;
  raw: Request;
  /** When the command was made, by the clock of a client that made it without network. */
  occurredAt?: Instant;
  /** Makes a signal that is aborted when the response is complete or its connection is closed. */
  closeSignal: () => AbortSignal;
  /** Calls the route's guard again: a stream that lasts long refuses a caller whose rights have ended. */
  readmit: () => Promise<Callers[Guard]>;
}>;

/** What a handler receives: the caller and the validated parts of the request. */
export type Input<Name extends Guard = Guard, Parts extends RequestParts = RequestParts> = ParsedParts<Parts> &
  Readonly<{ caller: Callers[Name]; incoming: Incoming }>;

export type DeepReadonly<Value> = Value extends readonly (infer Item)[]
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

type FurtherExamples<Defined extends Responses> = {
  readonly [Status in keyof Defined & number]?: Defined[Status]['body'] extends z.ZodType
    ? DeepReadonly<z.input<Defined[Status]['body']>>
    : never;
};

/**
 * The definition of one route: everything that the router, the tests and the API documentation know of the route. A
 * handler can send only the responses that the definition lists.
 */
export type RouteDefinition<Name extends Guard, Parts extends RequestParts, Defined extends Responses> = Readonly<{
  method: Method;
  /** The whole path of the route. Path parameters are written `:name`. */
  path: `/${string}`;
  /** The name of the operation for programs: a verb and a noun, such as `logSet`. Clients call their functions by it. */
  operationId: string;
  tag: Tag;
  guard: Name;
  /** What the route does, as one sentence in the imperative. */
  summary: string;
  description?: string;
  /** Whether the request must have an `If-Match`, because it would otherwise undo changes that its client has not seen. */
  needsIfMatch?: true;
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
  /** Whether the response is a page that loads scripts, styles and pictures of this service. */
  isPage?: true;
  /** Whether only one such request of an account runs at a time, because it does the work of many. */
  runsAlone?: true;
  /** Whether the response lasts until the client leaves. Such requests have a limit of their own. */
  isLive?: true;
  /** Whether caches are forbidden to store the response. */
  noStore?: true;
  responses: Defined;
  /**
   * The problem codes that only this route's handler can cause. `problemsOf` adds the codes that its guard and its
   * request can cause.
   */
  problems: readonly ProblemCode[];
  /**
   * For a command that a client may make without network and send to `/sync` later: the things that it names. The
   * parts may be invalid, apart from the ids.
   */
  offline?: (parts: ParsedParts<NoInfer<Parts>>) => NamedThings;
  example: Example<NoInfer<Parts>, NoInfer<Defined>>;
  /** Examples of the bodies of further statuses, by status. Each status with a body has an example. */
  furtherExamples?: FurtherExamples<NoInfer<Defined>>;
  /** Runs once per application. The function that it returns handles the requests of this route. */
  handle: (
    deps: Dependencies,
  ) => (input: Input<NoInfer<Name>, NoInfer<Parts>>) => ReplyOf<NoInfer<Defined>> | Promise<ReplyOf<NoInfer<Defined>>>;
}>;

/** A route without its specific types, so that routes of different types fit into one list. */
export type Route = Omit<
  RouteDefinition<Guard, RequestParts, Responses>,
  'handle' | 'example' | 'furtherExamples' | 'offline'
> &
  Readonly<{
    offline?: (parts: ParsedParts<RequestParts>) => NamedThings;
    example: Readonly<{
      request?: Readonly<Partial<Record<keyof RequestParts, unknown>>>;
      response: Readonly<{ status: number; body?: unknown }>;
    }>;
    furtherExamples?: Readonly<Record<number, unknown>>;
    handle: (deps: Dependencies) => (input: Input) => Promise<Reply>;
  }>;

export const route = <const Name extends Guard, const Parts extends RequestParts, const Defined extends Responses>(
  definition: RouteDefinition<Name, Parts, Defined>,
): Route => definition as unknown as Route;

/**
 * Whether a route sends a command: the requests of commands have a schema of headers, for `If-Match` and
 * `Idempotency-Key`.
 */
export const isCommand = ({ request, uploads = {} }: Route): boolean =>
  [request, ...Object.values(uploads)].some(({ headers }) => headers !== undefined);

/**
 * Every response that a route can send: those of its definition, and 204 in place of a 200 whose body a client asks to
 * leave out.
 */
export function responsesOf({ responses }: Route): Responses {
  const changed = responses[200];
  return changed?.isBodyOptional ? { ...responses, 204: response(null, ...changed.headers) } : responses;
}

/** Every problem code that a route can answer: its own codes, and those that its guard and its request can cause. */
export function problemsOf(route: Route): ReadonlySet<ProblemCode> {
  const { guard, method, request, problems, needsIfMatch } = route;
  const isGuarded = guard !== 'anyone' && guard !== 'any cookies';
  const hasParts = Object.keys(request).length > 0;
  return new Set<ProblemCode>([
    ...problems,
    ...(['internal', 'unavailable', 'history-damaged', 'host-not-allowed', 'too-many-requests'] as const),
    ...(isGuarded ? (['not-signed-in', 'contradictory-credentials'] as const) : []),
    ...(guard === 'superuser' || guard === 'trainer' || guard === 'cookie user' ? (['not-permitted'] as const) : []),
    ...(isOpenToTokens(guard) ? (['insufficient-scope'] as const) : []),
    ...(isGuarded || hasParts || method !== 'get' ? (['validation'] as const) : []),
    ...(method === 'get' ? [] : (['foreign-origin', 'payload-too-large', 'unsupported-media-type'] as const)),
    ...(needsIfMatch ? (['precondition-required'] as const) : []),
    ...(isCommand(route) ? (['idempotency-key-reused', 'revision-mismatch', 'concurrent-change'] as const) : []),
  ]);
}
