import type { Request } from 'express';
import type { Context } from '../commands/execute.ts';
import type { MarkedRequest } from '../ports/command-marks.ts';
import type { Dependencies } from './dependencies.ts';
import type { Caller } from './guards.ts';
import type { CommandHeaders } from './requests/conditions.ts';

/** What a route has read of a command's request. */
export type Asked = Readonly<{ path?: object; headers: CommandHeaders; body?: unknown }>;

/** What surrounds a command that came by HTTP; its time is now. `asked` without secrets. */
export function contextOf(
  { clock, mark }: Pick<Dependencies, 'clock' | 'mark'>,
  { req, requestId, account }: Caller,
  asked: Asked,
): Context {
  const { 'idempotency-key': key, 'if-match': ifRevision } = asked.headers;
  return {
    actor: { id: account.id, role: account.roleSlug, via: 'http' },
    by: account.id,
    owner: account.id,
    correlationId: requestId,
    causationId: requestId,
    receivedAt: clock(),
    ...(key !== null && { mark: mark(account.id, key, markedRequest(req, asked)) }),
    ...(ifRevision !== null && { ifRevision }),
  };
}

/** The same however its address and body are spelled. */
export function markedRequest(
  { method, baseUrl, route }: Request,
  { path = {}, body = null }: Pick<Asked, 'path' | 'body'>,
): MarkedRequest {
  return { method, path: `${baseUrl}${route.path}`, parameters: path, body };
}

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
