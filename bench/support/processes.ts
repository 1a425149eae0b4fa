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
    pid: number;
  }>;

/** Runs a program with Node, and waits until it is ready. Disposing the result ends the process. */
export const startProcess = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<ReadyProcess> =>
  launch([process.execPath, ...args], env, '');

const root = join(import.meta.dirname, '..', '..');

/** Runs `npm start`, and waits until it prints that IronTrack is ready. Disposing the result ends the process. */
export const startByNpm = (env: NodeJS.ProcessEnv): Promise<ReadyProcess> =>
  launch(['npm', 'start'], env, 'IronTrack is ready at ');

/** Runs a command until disposal; waits for its first line that starts with `ready`. */
async function launch(line: readonly string[], env: NodeJS.ProcessEnv, ready: string): Promise<ReadyProcess> {
  const [file = '', ...args] = line;
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  // A benchmark that fails or is killed disposes of nothing. The watchdog ends the process all the same.
  const { pid } = child;
  if (pid === undefined) throw new Error('A process cannot start');
  const watchdog = startWatchdog(pid, 'SIGTERM');
  child.once('exit', () => watchdog.dismiss());
  const printed = await Promise.race([
    lineOf(child, ready),
    exited.then(([code]) => Promise.reject(new Error(`A process ended with status ${code} before it was ready`))),
  ]);
  return {
    url: printed.slice(printed.lastIndexOf(' ') + 1),
    pid,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function lineOf({ stdout }: ChildProcess, start: string): Promise<string> {
  if (!stdout) throw new Error('The process has no output');
  for await (const line of createInterface(stdout)) if (line.startsWith(start)) return line;
  throw new Error('The process has ended');
}

/** Starts a bare Express app that answers every request with a constant, as the reference for the HTTP figures. */
export const startBareExpress = (): Promise<ReadyProcess> =>
  startProcess([join(import.meta.dirname, 'bare-express.ts')], process.env);

/** Starts an Express app that reads with the drivers alone, as the reference for what IronTrack adds to them. */
export const startExpressWithDrivers = (databaseUrl: string, redisUrl: string): Promise<ReadyProcess> =>
  startProcess([join(import.meta.dirname, 'express-with-drivers.ts')], {
    ...process.env,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
  });
