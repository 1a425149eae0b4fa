import type { EventEmitter } from 'node:events';

type Input = NodeJS.ReadableStream & Readonly<{ isTTY?: boolean }>;
type Output = NodeJS.WritableStream & Readonly<{ isTTY?: boolean; columns?: number }>;

/** What a command uses of the process that runs it. Tests pass their own, so that commands run inside the test process. */
export type Host = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  /** Standard input, opened by the first call. */
  stdin: () => Input;
  stdout: Output;
  stderr: Output;
  /** Emits SIGINT, SIGTERM and SIGHUP. */
  signals: Pick<EventEmitter, 'on' | 'once' | 'off' | 'listenerCount'>;
  /** Ends the process at once, by default with the exit code that was set. */
  exit: (code?: number) => void;
  /** Ends the process by the signal. */
  raise: (signal: NodeJS.Signals) => void;
}>;

/** A command's access to its host. */
export type Cli = Host &
  Readonly<{
    /** Writes a line of data to standard output. */
    print: (line: string) => void;
    /** Writes a line for the user to standard error. */
    say: (line: string) => void;
  }>;

export const createCli = (host: Host): Cli => ({
  ...host,
  print: (line) => void host.stdout.write(`${line}\n`),
  say: (line) => void host.stderr.write(`${line}\n`),
});

/** A mistake that the user can correct. The message says everything about it. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** Whether questions can be asked: standard input and standard error are a terminal. */
export const isInteractive = ({ stdin, stderr }: Host): boolean => stderr.isTTY === true && stdin().isTTY === true;
