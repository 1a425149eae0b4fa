import { ErrorType, isCommandError } from '@eventstore/db-client';
import { DomainError } from '../../errors.ts';

/** Error types of the client for an unreachable store and for a node that is not the leader. */
const outageTypes: ReadonlySet<string> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.TIMEOUT,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
]);

/**
 * gRPC's CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL and UNAVAILABLE: calls that broke off, as they do
 * while a node shuts down. The client leaves the code out (undefined) for some answers to a batch append.
 */
const outageCodes: ReadonlySet<unknown> = new Set([1, 2, 4, 10, 13, 14, undefined]);

/** Messages of errors without class and code: no node was found, or the connection was just closed. */
const outageMessages = /^(Failed to discover after|Channel has been shut down)/;

/** Whether the store could not be reached or had no leader. Other errors are refusals or defects. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isCommandError(error) && error.type !== ErrorType.UNKNOWN) return outageTypes.has(error.type);
  return 'code' in error ? outageCodes.has(error.code) : outageMessages.test(error.message);
}

/** An outage as `unavailable`; any other error unchanged. */
export const translateOutage = (cause: unknown): unknown =>
  isOutage(cause) ? new DomainError('unavailable', 'The event store cannot be reached.', { cause }) : cause;
