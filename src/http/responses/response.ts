import type { z } from 'zod';

/**
 * The headers that a response can have besides those that every response has. `Set-Cookie` sets or clears both token
 * cookies.
 */
export type ResponseHeader = 'ETag' | 'Location' | 'X-Consistency-Token' | 'Set-Cookie';

/**
 * A response that a route can send: its headers and the schema of its body, null for a response without body. A string
 * is sent as `text/plain`, any other body as JSON.
 */
export type ResponseDefinition<Body extends z.ZodType | null = z.ZodType | null> = Readonly<{
  body: Body;
  headers: readonly ResponseHeader[];
}>;

export const response = <Body extends z.ZodType | null>(
  body: Body,
  ...headers: readonly ResponseHeader[]
): ResponseDefinition<Body> => ({ body, headers });

/** The successful responses to commands. */
export const changed = <Body extends z.ZodType>(body: Body) => response(body, 'ETag', 'X-Consistency-Token');
export const created = <Body extends z.ZodType>(body: Body) =>
  response(body, 'ETag', 'X-Consistency-Token', 'Location');
export const removed = response(null, 'X-Consistency-Token');

/** A response with one document and its revision. */
export const shown = <Body extends z.ZodType>(body: Body) => response(body, 'ETag');
export const notModified = response(null, 'ETag');

/** A response without body that sets or clears both token cookies. */
export const withCookies = response(null, 'Set-Cookie');
