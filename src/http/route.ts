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

/** A request as it arrived, for what its validated parts do not show. */
export type Incoming = Readonly<{ id: string; route: Pick<Route, 'method' | 'path'>; raw: Request }>;

/** What a handler gets. */
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

/** A request and its response, which documents show. Bodies without a schema are absent. */
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
 * One route: everything that the router, the tests and the API documents know of it. Answers that its definition does
 * not have do not exist.
 */
export type RouteDefinition<Name extends Guard, Parts extends RequestParts, Defined extends Responses> = Readonly<{
  method: Method;
  /** The whole path; parameters are written `:name`. */
  path: `/${string}`;
  guard: Name;
  /** One sentence, imperative. */
  summary: string;
  description?: string;
  request: Parts;
  /** The body is a form instead of JSON. */
  isForm?: true;
  /** The handler reads the body itself. Each media type has its own request schemas; `request` then has no body. */
  uploads?: Readonly<Record<string, RequestParts>>;
  /** No cache may keep the response. */
  noStore?: true;
  responses: Defined;
  /** The codes that only this route's work leads to; `problemsOf` adds the common ones. */
  problems: readonly ProblemCode[];
  example: Example<NoInfer<Parts>, NoInfer<Defined>>;
  /** Runs once per application; the function that it returns handles the requests. */
  handle: (
    deps: Dependencies,
  ) => (input: Input<NoInfer<Name>, NoInfer<Parts>>) => ReplyOf<NoInfer<Defined>> | Promise<ReplyOf<NoInfer<Defined>>>;
}>;

/** A route whose types are erased, for lists. */
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

/** Commands take the headers of conditions and idempotency. */
const isCommand = ({ request, uploads = {} }: Route): boolean =>
  [request, ...Object.values(uploads)].some(({ headers }) => headers !== undefined);

/** Every problem code that a route may answer: its own, and those that its guard and its request lead to. */
export function problemsOf(route: Route): ReadonlySet<ProblemCode> {
  const { guard, method, request, problems } = route;
  const isGuarded = guard !== 'anyone';
  const hasParts = Object.keys(request).length > 0;
  return new Set<ProblemCode>([
    ...problems,
    ...(['internal', 'unavailable'] as const),
    ...(isGuarded ? (['not-signed-in'] as const) : []),
    ...(guard === 'superuser' ? (['not-permitted'] as const) : []),
    ...(isGuarded || hasParts || method !== 'get' ? (['validation'] as const) : []),
    ...(method === 'get' ? [] : (['foreign-origin', 'payload-too-large', 'unsupported-media-type'] as const)),
    ...(isCommand(route) ? (['idempotency-key-reused', 'revision-mismatch', 'concurrent-change'] as const) : []),
  ]);
}
