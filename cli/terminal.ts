import { DomainError } from '../src/errors.ts';
import { SecretsError } from '../src/infra/local/secret-file.ts';
import { SeedsError } from '../src/infra/local/seed-files.ts';
import { IncompatibleDatabase } from '../src/infra/postgres/incompatible-database.ts';
import { MigrationError } from '../src/infra/postgres/migrations.ts';
import { ConfigError } from '../src/service/config.ts';

/** What the user did wrong, or has to know to go on. */
export class CliError extends Error {}

/** Data goes to standard output. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** A text that somebody typed, as a part of a line: what would steer the terminal, or turn the line's direction, is spelt out. */
export const shown = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
/** Talk goes to standard error. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What says all there is to know. */
const told = [CliError, ConfigError, MigrationError, SecretsError, SeedsError, IncompatibleDatabase];

/** Tells of a failure: what a user can act on in a line, anything else with all there is to find the cause. */
export function tell(error: unknown): void {
  if (!(error instanceof Error)) say(String(error));
  else if (error instanceof DomainError) say(withFields(error));
  else if (told.some((kind) => error instanceof kind) || error.name === 'DataDirInUse') say(error.message);
  else if (isOfTheSystem(error)) say(error.message);
  else say(`${error.stack ?? error.message}${error.cause ? `\nbecause of: ${String(error.cause)}` : ''}`);
}

/** What the machine refuses, such as a port in use or a folder that is read-only: nothing in the program is its cause. */
const isOfTheSystem = (error: Error): boolean =>
  'syscall' in error || (error.cause instanceof Error && isOfTheSystem(error.cause));

function withFields({ message, validationErrors, cause }: DomainError): string {
  const details = validationErrors.map(({ field }) => field);
  if (cause instanceof Error && cause.message !== '') details.push(cause.message);
  return details.length > 0 ? `${message} (${details.join(', ')})` : message;
}

/** For when standard output takes no more: who reads it has seen enough, or it has no room. */
export function leaveUnread(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(0);
  say(`Standard output: ${error.message}`);
  process.exit(1);
}

/** Settles at the first SIGINT, SIGTERM or SIGHUP; a second one of the same ends the process on the spot. */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve(signal);
      });
    }
  });
}

const leavingMs = 1_000;

/** Ends a process that has closed all it had, though something is left that would keep it, such as a vacuum under way. */
export const leave = (): void => void setTimeout(() => process.exit(), leavingMs).unref();
