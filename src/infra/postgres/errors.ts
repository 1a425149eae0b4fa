import {
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  ConnectionError,
  IdleTransactionTimeoutError,
  SlonikError,
  StatementCancelledError,
  StatementTimeoutError,
  UnexpectedStateError,
} from 'slonik';
import { DomainError } from '../../errors.ts';

const outageErrors = [
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  ConnectionError,
  IdleTransactionTimeoutError,
  StatementCancelledError,
  StatementTimeoutError,
  UnexpectedStateError,
];

/**
 * The SQLSTATE codes of an outage: connection failures, too many connections, a shutdown, a lock that was not granted,
 * and a transaction whose retries failed.
 */
const outageCodes = /^(08|53|57P|55P03|40)/;
const outageMessages = /connection terminated|timeout expired|not queryable/i;
/** The SQLSTATE class of a refused user or password. */
const refusedLogin = '28';

/**
 * Converts an outage of Postgres into the domain error `unavailable`. Other Postgres errors lose their messages,
 * because the messages quote values of statements and rows.
 */
export function translateError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError || !isPostgresError(error)) return error;
  const cause = new Error(describeError(error));
  if (codeOf(error).startsWith(refusedLogin)) {
    return new DomainError('unavailable', 'Postgres refuses the user or password.', { cause });
  }
  if (error instanceof StatementTimeoutError) {
    return new DomainError('unavailable', 'Postgres took too long to answer.', { cause });
  }
  return isOutage(error) ? new DomainError('unavailable', 'Postgres cannot be reached.', { cause }) : cause;
}

/** Describes an error of Postgres by names and codes only, without any value of a statement or a row. */
export function describeError(error: Error): string {
  const { constraint, table } = error as { constraint?: unknown; table?: unknown };
  const name = error.name === 'Error' ? error.constructor.name : error.name;
  return `Postgres: ${[name, codeOf(error), table, constraint].filter(Boolean).join(' ')}`;
}

const isPostgresError = (error: Error): boolean =>
  error instanceof SlonikError || 'severity' in error || 'syscall' in error || outageMessages.test(error.message);

const isOutage = (error: Error): boolean =>
  outageErrors.some((type) => error instanceof type) ||
  outageCodes.test(codeOf(error)) ||
  'syscall' in error ||
  outageMessages.test(error.message);

const codeOf = (error: Error): string => {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error.cause instanceof Error ? codeOf(error.cause) : '';
};
