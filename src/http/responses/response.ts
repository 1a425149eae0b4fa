import type { z } from 'zod';

/**
 * The headers that a response can have besides those that every response has. `Set-Cookie` sets or clears both token
 * cookies.
 */
export type ResponseHeader = 'ETag' | 'Link' | 'Location' | 'X-Consistency-Token' | 'Set-Cookie';

/** The media types of bodies that are sent while they are made. */
export type StreamType = 'application/x-ndjson' | 'text/csv' | 'text/event-stream';

/**
 * A response that a route can send: its headers and the schema of its body, null for a response without body. `streams`
 * lists the media types of a body that is sent in parts; the schema is then that of a line of NDJSON, of the data of an
 * event, or of the whole text of another type.
 */
export type ResponseDefinition<Body extends z.ZodType | null = z.ZodType | null> = Readonly<{
  body: Body;
  headers: readonly ResponseHeader[];
  streams?: readonly [StreamType, ...StreamType[]];
  /** The media types of a text, which is not JSON. A reply that does not name one of them has the first. */
  mediaTypes?: readonly [string, ...string[]];
  /**
   * Whether the body is left out for a client that prefers so, because it only contains what a query also returns. The
   * status 200 then becomes 204.
   */
  isBodyOptional?: true;
}>;

export const response = <Body extends z.ZodType | null>(
  body: Body,
  ...headers: readonly ResponseHeader[]
): ResponseDefinition<Body> => ({ body, headers });

/** A response with a text of one of these media types. */
export const text = <Body extends z.ZodType<string>>(
  body: Body,
  mediaTypes: readonly [string, ...string[]],
  ...headers: readonly ResponseHeader[]
): ResponseDefinition<Body> => ({ body, headers, mediaTypes });

/** The same response, whose body a client may ask to leave out. */
export const withOptionalBody = <Body extends z.ZodType>(
  definition: ResponseDefinition<Body>,
): ResponseDefinition<Body> => ({ ...definition, isBodyOptional: true });

/** A response that is sent while it is made, of one of these media types. */
export const streamOf = <Body extends z.ZodType>(
  body: Body,
  streams: readonly [StreamType, ...StreamType[]],
  ...headers: readonly ResponseHeader[]
): ResponseDefinition<Body> => ({ body, headers, streams });

/** The successful responses to commands. */
export const changed = <Body extends z.ZodType>(body: Body) =>
  withOptionalBody(response(body, 'ETag', 'X-Consistency-Token'));
export const created = <Body extends z.ZodType>(body: Body) =>
  withOptionalBody(response(body, 'ETag', 'X-Consistency-Token', 'Location'));
export const removed = response(null, 'X-Consistency-Token');

/** A response with one page of a list, and links to other pages. */
export const page = <Body extends z.ZodType>(body: Body) => response(body, 'Link');

/** A response with one document and its revision. */
export const shown = <Body extends z.ZodType>(body: Body) => response(body, 'ETag');
export const notModified = response(null, 'ETag');

/** A response without body that sets or clears both token cookies. */
export const withCookies = response(null, 'Set-Cookie');
