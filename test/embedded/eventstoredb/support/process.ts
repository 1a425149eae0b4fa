import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../../embedded/eventstoredb/event-store-server.ts', import.meta.url));

/** An event store server in a process of its own. */
export type ServerProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Sends the signal to the server. Returns the exit code, or the signal that ended the process. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
};

/** The exit code and the standard error of a server that failed to start. */
export type FailedStart = { code: number | null; stderr: string };

type Running = { readonly child: ChildProcess; readonly exited: Promise<unknown[]> };

function run(args: readonly string[], [file = '', ...before]: readonly string[] = [process.execPath]): Running {
  const child = spawn(file, [...before, main, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  return { child, exited: once(child, 'exit') };
}

export const startProcess = (...args: string[]): Promise<ServerProcess> => untilReady(run(args));

/**
 * Starts a server that cannot make a file larger than `bytes`, as if the disk were full. Its log is on a full disk in any
 * case.
 */
export const startOnFullDisk = (bytes: number, ...args: string[]): Promise<ServerProcess> => {
  const limited = `ulimit -f ${Math.ceil(bytes / 512)}; exec "$0" "$@" 2>/dev/full`;
  return untilReady(run(args, ['/bin/sh', '-c', limited, process.execPath]));
};

async function untilReady({ child, exited }: Running): Promise<ServerProcess> {
  let stdout = '';
  for await (const chunk of child.stdout ?? []) {
    stdout += chunk;
    if (stdout.includes('\n')) break;
  }
  const url = /^ready (\S+)\n$/.exec(stdout)?.[1];
  if (url === undefined) throw new Error(`The server did not start: ${stdout}`);
  return {
    url,
    child,
    async end(signal) {
      child.kill(signal);
      const [code, killedBy] = await exited;
      return (code as number | null) ?? (killedBy as string | null);
    },
  };
}

export async function startAndFail(...args: string[]): Promise<FailedStart> {
  const { child, exited } = run(args);
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await exited;
  return { code: code as number | null, stderr };
}

/**
 * Calls `use` with the path of a file that does not exist yet, in a temporary folder; removes the folder afterwards.
 */
export async function useTemporaryFile<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  try {
    return await use(join(folder, 'events.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
