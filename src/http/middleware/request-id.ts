import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { Step } from './steps.ts';

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const header = 'x-request-id';

/**
 * Gives each request an id, which the response returns: the id that the client sent if it is a UUIDv4, otherwise a new
 * one.
 */
export const assignRequestId: Step = (req, res) => {
  const sent = req.get(header);
  const id = sent?.length === 36 && uuidV4.test(sent) ? sent : randomUUID();
  res.setHeader(header, id);
};

export function requestIdOf(req: Request): string {
  const id = req.res?.getHeader(header);
  if (typeof id !== 'string') throw new Error('The request has no id');
  return id;
}
