import type { Request } from 'express';
import type { z } from 'zod';
import { refused } from './faults.ts';

/**
 * What a route takes of its request, checked in one go so that every fault is listed: an object schema over the
 * parts `path`, `query`, `headers` and `body`. Throws `validation`.
 */
export function read<Schema extends z.ZodType>(schema: Schema, req: Request): z.output<Schema> {
  const { params: path, query, headers } = req;
  const body: unknown = req.body;
  return check(schema, { path, query, headers, body });
}

/** The same for a request whose body did not come by the usual way. */
export function check<Schema extends z.ZodType>(schema: Schema, parts: object): z.output<Schema> {
  const result = schema.safeParse(parts, { reportInput: true });
  if (!result.success) throw refused(result.error.issues);
  return result.data;
}
