import type { Request } from 'express';
import { z } from 'zod';
import { plainMessage } from '../../plain-messages.ts';
import type { CommandHeaders } from './conditions.ts';
import { validationError } from './validation-errors.ts';

/**
 * The schemas of the parts of a request: path, query, headers and body. A part without a schema is ignored, except the
 * body, which then must be empty.
 */
export type RequestParts = Readonly<{
  path?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodType<CommandHeaders>;
  body?: z.ZodType;
}>;

/** The validated parts of a request: path, query, headers and body. */
export type ParsedParts<Parts extends RequestParts> = Readonly<{
  [Part in keyof Parts]: Parts[Part] extends z.ZodType ? z.output<Parts[Part]> : never;
}>;

/** The schema of a body for a route that has none: the request has no body, or the body is `{}`. */
const empty = z
  .strictObject({})
  .transform(() => undefined)
  .optional();

/**
 * Makes one schema of the schemas of a request's parts. Call it once per route: zod compiles a schema at its first use.
 */
export const requestSchema = <Parts extends RequestParts>(parts: Parts): z.ZodType<ParsedParts<Parts>> =>
  z.object({ ...parts, body: parts.body ?? empty }) as unknown as z.ZodType<ParsedParts<Parts>>;

/** Validates a request and returns its parts. Throws `validation` with the errors of all parts. */
type Read<Parts extends RequestParts> = (req: Request) => ParsedParts<Parts>;

/** Creates the function that validates the requests of a route. */
export function createRead<Parts extends RequestParts>(parts: Parts): Read<Parts> {
  const schema = requestSchema(parts);
  const isAlwaysEmpty = Object.keys(parts).length === 0;
  return (req) => {
    const body: unknown = req.body;
    if (isAlwaysEmpty && body === undefined) return {} as ParsedParts<Parts>;
    // Express parses the query each time it is read.
    const query = parts.query && req.query;
    return check(schema, { path: req.params, query, headers: req.headers, body });
  };
}

/**
 * Validates the parts of a request, but gets them from the caller, which has read the body in its own way.
 */
export function check<Parsed>(schema: z.ZodType<Parsed>, parts: object): Parsed {
  const result = schema.safeParse(parts, { reportInput: true, error: plainMessage });
  if (!result.success) throw validationError(result.error.issues);
  return result.data;
}
