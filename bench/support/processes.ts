import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startWatchdog } from '../../embedded/processes/watchdog.ts';

/** A process that prints a line when it is ready. */
export type ReadyProcess = AsyncDisposable &
  Readonly<{
    /** The last word of the line that the process prints when it is ready; the line of a server ends with its URL. */
    url: string;
  }>;

/** Runs a program with Node, and waits until it is ready. Disposing the result ends the process. */
export async function startProcess(args: readonly string[], env: NodeJS.ProcessEnv): Promise<ReadyProcess> {
  const child = spawn(process.execPath, [...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  // A benchmark that fails or is killed disposes of nothing. The watchdog ends the process all the same.
  const watchdog = child.pid === undefined ? undefined : startWatchdog(child.pid, 'SIGTERM');
  child.once('exit', () => watchdog?.dismiss());
  const line = await Promise.race([
    firstLineOf(child),
    exited.then(([code]) => Promise.reject(new Error(`A process ended with status ${code} before it was ready`))),
  ]);
  return {
    url: line.slice(line.lastIndexOf(' ') + 1),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function firstLineOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The process has no output');
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  return line;
}

/** Starts a bare Express app that answers every request with a constant, as the reference for the HTTP figures. */
export const startBareExpress = (): Promise<ReadyProcess> =>
  startProcess([join(import.meta.dirname, 'bare-express.ts')], process.env);
