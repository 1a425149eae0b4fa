import type { z } from 'zod';

/** Headers that a response carries besides those of every response. `Set-Cookie`: both token cookies, set or cleared. */
export type ResponseHeader = 'ETag' | 'Location' | 'X-Consistency-Token' | 'Set-Cookie';

/** A response of a route: the schema of its body, null for none. A body of text is `text/plain`, any other is JSON. */
export type ResponseDefinition<Body extends z.ZodType | null = z.ZodType | null> = Readonly<{
  body: Body;
  headers: readonly ResponseHeader[];
}>;

export const response = <Body extends z.ZodType | null>(
  body: Body,
  ...headers: readonly ResponseHeader[]
): ResponseDefinition<Body> => ({ body, headers });

/** The responses to commands. */
export const changed = <Body extends z.ZodType>(body: Body) => response(body, 'ETag', 'X-Consistency-Token');
export const created = <Body extends z.ZodType>(body: Body) =>
  response(body, 'ETag', 'X-Consistency-Token', 'Location');
export const removed = response(null, 'X-Consistency-Token');

/** One document with its revision. */
export const shown = <Body extends z.ZodType>(body: Body) => response(body, 'ETag');
export const notModified = response(null, 'ETag');

/** A response that sets or clears both token cookies. */
export const withCookies = response(null, 'Set-Cookie');
