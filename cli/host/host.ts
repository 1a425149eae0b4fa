import type { EventEmitter } from 'node:events';
import { escapeInLines } from './text.ts';

type Input = NodeJS.ReadableStream & Readonly<{ isTTY?: boolean }>;
type Output = NodeJS.WritableStream & Readonly<{ isTTY?: boolean; columns?: number }>;

/**
 * The parts of its process that a command uses, such as its streams and signals. Tests pass a host of their own, so
 * that commands can run inside the test process.
 */
export type Host = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  /** Returns standard input. The first call opens it. */
  stdin: () => Input;
  stdout: Output;
  stderr: Output;
  /** Emits the signals SIGINT, SIGTERM and SIGHUP that the process receives. */
  signals: Pick<EventEmitter, 'on' | 'once' | 'off' | 'listenerCount'>;
  /** Ends the process at once, with the given exit code or else with the one that was set before. */
  exit: (code?: number) => void;
  /** Ends the process by sending it the signal. */
  raise: (signal: NodeJS.Signals) => void;
}>;

/** The host of a command, with functions for the command's output. */
export type Cli = Host &
  Readonly<{
    /** Writes a line of output data to standard output. Control characters are escaped. */
    print: (line: string) => void;
    /** Writes a message for the user, as a line, to standard error. Control characters are escaped. */
    say: (line: string) => void;
  }>;

export const createCli = (host: Host): Cli => ({
  ...host,
  print: (line) => void host.stdout.write(`${escapeInLines(line)}\n`),
  say: (line) => void host.stderr.write(`${escapeInLines(line)}\n`),
});

/**
 * The error for a mistake that the user can correct. The message says everything about it, so no stack trace is
 * printed.
 */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** Whether the command can ask the user questions: standard input and standard error must be a terminal. */
export const isInteractive = ({ stdin, stderr }: Host): boolean => stderr.isTTY === true && stdin().isTTY === true;
