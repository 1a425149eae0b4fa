import type { Request } from 'express';
import { z } from 'zod';
import type { CommandHeaders } from './conditions.ts';
import { validationError } from './validation-errors.ts';

/** The schemas of the parts of a request. Parts without a schema are not looked at, except a body: it must be empty. */
export type RequestParts = Readonly<{
  path?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodType<CommandHeaders>;
  body?: z.ZodType;
}>;

/** The parts of a request after validation. */
export type ParsedParts<Parts extends RequestParts> = Readonly<{
  [Part in keyof Parts]: Parts[Part] extends z.ZodType ? z.output<Parts[Part]> : never;
}>;

/** A request without a body may send `{}`. */
const empty = z
  .strictObject({})
  .transform(() => undefined)
  .optional();

/** One schema over all parts. Build it once: zod compiles a schema on first use. */
export const requestSchema = <Parts extends RequestParts>(parts: Parts): z.ZodType<ParsedParts<Parts>> =>
  z.object({ ...parts, body: parts.body ?? empty }) as unknown as z.ZodType<ParsedParts<Parts>>;

/** The validated parts of a request. Throws `validation` with every error of all parts. */
export const read = <Parsed>(schema: z.ZodType<Parsed>, req: Request): Parsed =>
  check(schema, { path: req.params, query: req.query, headers: req.headers, body: req.body as unknown });

/** Does the same for a request whose body was read in another way. */
export function check<Parsed>(schema: z.ZodType<Parsed>, parts: object): Parsed {
  const result = schema.safeParse(parts, { reportInput: true });
  if (!result.success) throw validationError(result.error.issues);
  return result.data;
}
