import type { Context } from '../commands/execute.ts';
import type { CommandHeaders } from './conditions.ts';
import type { Dependencies, MarkedRequest } from './dependencies.ts';
import type { Caller } from './doors.ts';
import { pathOf } from './problem.ts';

/** What surrounds a command that came by HTTP; its time is now. `body`: without secrets, where the request's own has some. */
export function contextOf(
  { clock, mark }: Pick<Dependencies, 'clock' | 'mark'>,
  { req, requestId, account }: Caller,
  headers: CommandHeaders,
  body: unknown = req.body,
): Context {
  const key = headers['idempotency-key'];
  const ifRevision = headers['if-match'];
  return {
    actor: { id: account.id, role: account.roleSlug, via: 'http' },
    by: account.id,
    owner: account.id,
    correlationId: requestId,
    causationId: requestId,
    receivedAt: clock(),
    ...(key !== null && { mark: mark(account.id, key, markedRequest(req, body)) }),
    ...(ifRevision !== null && { ifRevision }),
  };
}

export const markedRequest = (
  { method, originalUrl }: { method: string; originalUrl: string },
  body: unknown,
): MarkedRequest => ({ method, path: pathOf(originalUrl), body: body ?? null });

/** The id of something new: the client's own, else the same one each time its request comes with the same key. */
export function newId<Id extends string>(
  { ids }: Pick<Dependencies, 'ids'>,
  { account }: Caller,
  headers: CommandHeaders,
  purpose: string,
  own?: Id,
): Id {
  const key = headers['idempotency-key'];
  return own ?? ((key === null ? ids.make() : ids.derive(account.id, key, purpose)) as Id);
}
