import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const ids = new WeakMap<Request, string>();

/**
 * Gives each request an id, which the response returns: the id that the client sent if it is a UUIDv4, otherwise a new
 * one.
 */
export const assignRequestId: RequestHandler = (req, res, next) => {
  const sent = req.get('x-request-id');
  const id = sent?.length === 36 && uuidV4.test(sent) ? sent : randomUUID();
  ids.set(req, id);
  res.set('x-request-id', id);
  next();
};

export function requestIdOf(req: Request): string {
  const id = ids.get(req);
  if (id === undefined) throw new Error('The request has no id');
  return id;
}
