import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { deathSignalCommand } from './death-signal.ts';
import { descendantsOf, sendSignal, startTimeOf } from './process-table.ts';
import { waitUntil, withTimeout } from './wait.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** How a process ended: its exit code, or the signal that ended it. */
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** The operating-system user that a program runs as. */
export type User = { readonly uid: number; readonly gid: number };

export type Command = {
  readonly line: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The signal that makes the program shut down in an orderly way. */
  readonly stopSignal: NodeJS.Signals;
  readonly user?: User | undefined;
  /** Whether this process can read the program's standard output, and keeps its standard input open. */
  readonly piped?: boolean;
};

export type Child = {
  readonly pid: number;
  readonly stdout: Readable | null;
  readonly exited: Promise<Exit>;
  /** Freezes the process and all its descendants. */
  pause(): void;
  resume(): void;
  /**
   * Sends a signal and waits for the end of the process. SIGKILL also kills all descendants, like a power failure; any
   * other signal goes to the process alone.
   */
  kill(signal: NodeJS.Signals): Promise<Exit>;
  /** Shuts the process down in an orderly way, or by SIGKILL if that takes longer than 10 s. */
  stop(): Promise<Exit>;
};

const stopMilliseconds = 10_000;

function spawnDetached({ line, env, stopSignal, user, piped = false }: Command, logFile: string): ChildProcess {
  const [file = '', ...args] = deathSignalCommand(line, stopSignal);
  const log = openSync(logFile, 'a', 0o600);
  const stdin = piped ? 'pipe' : 'ignore';
  // The program starts in `/`, because its user may not be able to enter the current working directory.
  const child = spawn(file, args, {
    cwd: '/',
    detached: true,
    env,
    ...user,
    stdio: [stdin, piped ? 'pipe' : log, log],
  });
  closeSync(log);
  // Without a listener for `error`, a missing program file would end this process.
  child.once('error', () => {});
  child.stdin?.on('error', () => {});
  return child;
}

/** Freezes and resumes a process and its descendants, and tells the watchdog which processes are frozen. */
function createFreezer(pid: number, watchdog: Watchdog) {
  let frozen: number[] = [];
  return {
    frozen: () => frozen,
    freeze() {
      // The parent process is frozen first: otherwise it could start another child while its children are being frozen.
      watchdog.setFrozen([pid]);
      sendSignal(pid, 'SIGSTOP');
      frozen = [pid, ...descendantsOf(pid)];
      watchdog.setFrozen(frozen);
      for (const each of frozen) sendSignal(each, 'SIGSTOP');
    },
    resume() {
      for (const each of frozen) sendSignal(each, 'SIGCONT');
      frozen = [];
    },
  };
}

/**
 * Starts a program that ends when this process ends, for whatever reason. The program has its own Unix process session,
 * so that Ctrl-C reaches only this process, which then ends its programs in the right order. The program's output goes
 * to a log file, because a pipe would end with this process.
 */
export function launch(command: Command, logFile: string): Child {
  const child = spawnDetached(command, logFile);
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${child.spawnfile}`);
  const watchdog = startWatchdog(pid, command.stopSignal);
  const freezer = createFreezer(pid, watchdog);
  let running = true;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      running = false;
      watchdog.dismiss();
      resolve({ code, signal });
    });
  });

  const resume = () => {
    freezer.resume();
    if (running) watchdog.setFrozen([]);
  };

  const kill = async (signal: NodeJS.Signals): Promise<Exit> => {
    if (!running) return exited;
    if (signal !== 'SIGKILL') sendSignal(pid, signal);
    else {
      // The processes are frozen before they are killed, so that they cannot start others in the meantime.
      freezer.freeze();
      const killed = freezer.frozen();
      for (const each of killed) sendSignal(each, signal);
      await waitUntil(stopMilliseconds, () => killed.every((each) => each === pid || startTimeOf(each) === undefined));
    }
    return exited;
  };

  const stop = async (): Promise<Exit> => {
    if (!running) return exited;
    resume();
    sendSignal(pid, command.stopSignal);
    return (await withTimeout(stopMilliseconds, exited)) ?? kill('SIGKILL');
  };

  return { pid, stdout: child.stdout, exited, pause: () => running && freezer.freeze(), resume, kill, stop };
}
