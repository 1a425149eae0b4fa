import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { guard, tiedByKernel } from './guard.ts';
import { birthOf, descendantsOf, signalTo } from './processes.ts';
import { until, within } from './wait.ts';

/** How a process ended: its exit code, or the signal that ended it. */
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** The user a program runs as. */
export type User = { readonly uid: number; readonly gid: number };

export type Command = {
  readonly line: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The signal for an orderly end. */
  readonly stopSignal: NodeJS.Signals;
  readonly user?: User | undefined;
  /** Its standard output comes to us, and its standard input is open as long as we live; else both are closed to it. */
  readonly piped?: boolean;
};

export type Child = {
  readonly pid: number;
  readonly stdout: Readable | null;
  readonly exited: Promise<Exit>;
  /** Freezes it and everything it started. */
  pause(): void;
  resume(): void;
  /** SIGKILL ends all it started too, as a power cut would; any other signal goes to itself alone. Done when it is gone. */
  kill(signal: NodeJS.Signals): Promise<Exit>;
  /** Orderly, and by SIGKILL if that takes longer than 10 s. */
  stop(): Promise<Exit>;
};

const stopMilliseconds = 10_000;

/**
 * Starts a program that ends with this process, whatever ends this process. It has a session of its own, so that Ctrl-C reaches
 * us alone and we decide the order. What it says goes to the log file, which outlives us, unlike a pipe.
 */
export function launch({ line, env, stopSignal, user, piped = false }: Command, logFile: string): Child {
  const [file = '', ...args] = tiedByKernel(line, stopSignal);
  const log = openSync(logFile, 'a', 0o600);
  const tie = piped ? 'pipe' : 'ignore';
  // The folder we stand in may be closed to the other user.
  const child = spawn(file, args, { cwd: '/', detached: true, env, ...user, stdio: [tie, piped ? 'pipe' : log, log] });
  closeSync(log);
  // Without this listener a command that isn't there would end us as well.
  child.once('error', () => {});
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${file}`);
  child.stdin?.on('error', () => {});
  const watch = guard(pid, stopSignal);
  let running = true;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      running = false;
      watch.dismiss();
      resolve({ code, signal });
    });
  });
  let frozen: number[] = [];

  const pause = () => {
    if (!running) return;
    // First the one that starts the others, or it could start one more while we look.
    watch.frozen([pid]);
    signalTo(pid, 'SIGSTOP');
    frozen = [pid, ...descendantsOf(pid)];
    watch.frozen(frozen);
    for (const each of frozen) signalTo(each, 'SIGSTOP');
  };

  const resume = () => {
    for (const each of frozen) signalTo(each, 'SIGCONT');
    frozen = [];
    if (running) watch.frozen([]);
  };

  const kill = async (signal: NodeJS.Signals): Promise<Exit> => {
    if (!running) return exited;
    if (signal !== 'SIGKILL') signalTo(pid, signal);
    else {
      pause();
      for (const each of frozen) signalTo(each, signal);
      await until(stopMilliseconds, () => frozen.every((each) => each === pid || birthOf(each) === undefined));
    }
    return exited;
  };

  const stop = async (): Promise<Exit> => {
    if (!running) return exited;
    resume();
    signalTo(pid, stopSignal);
    return (await within(stopMilliseconds, exited)) ?? kill('SIGKILL');
  };

  return { pid, stdout: child.stdout, exited, pause, resume, kill, stop };
}
