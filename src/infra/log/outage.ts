import { ErrorType, isCommandError } from '@eventstore/db-client';
import { DomainError } from '../../errors.ts';

/** The error types of the client for an EventStoreDB that cannot be reached, and for a node that is not the leader. */
const outageTypes: ReadonlySet<string> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.TIMEOUT,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
]);

/**
 * The gRPC codes of calls that broke off, as they do while a node shuts down: CANCELLED, UNKNOWN, DEADLINE_EXCEEDED,
 * ABORTED, INTERNAL and UNAVAILABLE. For some answers to a batch append the client reports no code (undefined).
 */
const outageCodes: ReadonlySet<unknown> = new Set([1, 2, 4, 10, 13, 14, undefined]);

const unreachable = 'The event store cannot be reached.';
export const silent = 'The event store does not answer.';
/** The messages of the domain errors that report an outage of the event store. */
export const outageMessages: ReadonlySet<string> = new Set([unreachable, silent]);

/**
 * The messages of outage errors that have neither a type nor a code: the client found no node, or the connection was
 * just closed.
 */
const untypedMessages = /^(Failed to discover after|Channel has been shut down)/;

/**
 * Whether an error means that EventStoreDB could not be reached or had no leader. Other errors are refusals or defects.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === 'unavailable';
  if (!(error instanceof Error)) return false;
  if (isCommandError(error) && error.type !== ErrorType.UNKNOWN) return outageTypes.has(error.type);
  return 'code' in error ? outageCodes.has(error.code) : untypedMessages.test(error.message);
}

/** Returns the domain error `unavailable` for an outage of EventStoreDB, and any other error unchanged. */
export const translateOutage = (cause: unknown): unknown =>
  isOutage(cause) && !(cause instanceof DomainError) ? new DomainError('unavailable', unreachable, { cause }) : cause;

const abortedCode = 10;

/**
 * Whether the event store has dropped a subscription because its events arrived faster than they were read. Releases up
 * to 23.10 do so when a live subscription is 32 events late. The subscriber continues with a new subscription.
 */
export const isSlowConsumer = (error: unknown): boolean =>
  error instanceof DomainError &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === abortedCode &&
  /consumer too slow/i.test(error.cause.message);
