import type { Context } from '../commands/context.ts';
import type { AccountId } from '../events/ids.ts';
import type { MarkedRequest } from '../ports/command-marks.ts';
import type { Dependencies } from './dependencies.ts';
import { type Caller, sessionOf } from './guards.ts';
import type { CommandHeaders } from './requests/conditions.ts';
import type { Incoming } from './route.ts';

/** The validated request of a command. */
type CommandInput = Readonly<{
  caller: Caller;
  incoming: Incoming;
  path?: object;
  headers: CommandHeaders;
  body?: unknown;
}>;

/**
 * The context of a command that a signed-in account sends. `body` is the request body; a route whose body contains
 * secrets passes it without them.
 */
export function contextOf(
  { clock, mark }: Pick<Dependencies, 'clock' | 'mark'>,
  input: CommandInput,
  body: unknown = input.body,
): Context {
  const { caller, incoming, headers } = input;
  const { account, coach } = caller;
  const sender = senderOf(caller);
  const { 'idempotency-key': key, 'if-match': ifRevision } = headers;
  return {
    actor: { id: sender, role: account.roleSlug, via: 'http', session: sessionOf(caller) },
    by: account.id,
    owner: account.id,
    ...(coach && { coach }),
    correlationId: incoming.id,
    causationId: incoming.id,
    receivedAt: clock(),
    ...(incoming.occurredAt !== undefined && { occurredAt: incoming.occurredAt }),
    ...(key !== null && { mark: mark(sender, key, markedRequest(incoming, { path: input.path, body })) }),
    ...(ifRevision !== null && { ifRevision }),
  };
}

/** The account that sends a command: the caller, or the coach who writes into the history of the caller. */
export const senderOf = ({ account, coach }: Caller): AccountId => coach?.id ?? account.id;

/**
 * The parts of a request that an idempotency key is bound to: the route and the parsed values. Two spellings of the
 * same values are the same request.
 */
export const markedRequest = (
  { route }: Incoming,
  { path = {}, body = null }: Readonly<{ path?: object | undefined; body?: unknown }>,
): MarkedRequest => ({ method: route.method.toUpperCase(), path: route.path, parameters: path, body });

/**
 * The id of a new aggregate or part: the id that the client sent; otherwise one derived from the idempotency key, so
 * that a retry gets the same id; otherwise a random one.
 */
export function newId<Id extends string>(
  { ids }: Pick<Dependencies, 'ids'>,
  { caller, headers }: Pick<CommandInput, 'caller' | 'headers'>,
  purpose: string,
  own?: Id,
): Id {
  const key = headers['idempotency-key'];
  return own ?? ((key === null ? ids.make() : ids.derive(senderOf(caller), key, purpose)) as Id);
}
