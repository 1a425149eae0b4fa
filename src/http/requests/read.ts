import type { Request } from 'express';
import { z } from 'zod';
import { validationError } from './validation-errors.ts';

/** For whoever takes nothing of a request, which still is to be told. */
export const nothing = z.object({});
/** Nothing to say may be said. */
const empty = z.strictObject({}).transform(() => undefined);

/**
 * What a route takes of its request, checked in one go so that every fault is listed: an object schema over the
 * parts `path`, `query`, `headers` and `body`. Whose schema has no body takes none. Throws `validation`.
 */
export function read<Schema extends z.ZodObject>(schema: Schema, req: Request): z.output<Schema> {
  const { params: path, query, headers } = req;
  const body: unknown = req.body;
  const takesBody = 'body' in schema.shape;
  if (body === undefined || takesBody) return check(schema, { path, query, headers, body });
  return check(schema.extend({ body: empty }), { path, query, headers, body }) as z.output<Schema>;
}

/** The same for a request whose body did not come by the usual way. */
export function check<Schema extends z.ZodType>(schema: Schema, parts: object): z.output<Schema> {
  const result = schema.safeParse(parts, { reportInput: true });
  if (!result.success) throw validationError(result.error.issues);
  return result.data;
}
