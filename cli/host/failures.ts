import { DomainError } from '../../src/errors.ts';
import { IncompatibleDatabase } from '../../src/infra/postgres/incompatible-database.ts';

/**
 * Names of errors whose message is enough for the user. Names are compared instead of classes, because importing the
 * classes would load most of the program.
 */
const selfExplanatory: ReadonlySet<string> = new Set([
  ...['BackupRefused', 'CliError', 'ConfigError', 'CopyRefused', 'EventStoreRefusal', 'DataDirInUse', 'MigrationError'],
  ...['FileNotWritten', 'LogMismatch', 'SecretsError', 'SeedsError', 'SignedEventsMissing', 'VersionRefusal'],
]);

/** Describes a failure for the user: in one line when the user can correct it, otherwise with the stack trace. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DomainError) return withDetails(error);
  const isPlain = selfExplanatory.has(error.name) || error instanceof IncompatibleDatabase || isSystemError(error);
  if (isPlain) return error.message;
  return `${error.stack ?? error.message}${error.cause ? `\nbecause of: ${String(error.cause)}` : ''}`;
}

/** Whether the operating system reported the error, such as a port in use or a folder without write permission. */
const isSystemError = (error: Error): boolean =>
  'syscall' in error || (error.cause instanceof Error && isSystemError(error.cause));

function withDetails({ message, validationErrors, cause }: DomainError): string {
  const details = validationErrors.map(({ field }) => field);
  if (cause instanceof Error && cause.message !== '') details.push(cause.message);
  return details.length > 0 ? `${message} (${details.join(', ')})` : message;
}
