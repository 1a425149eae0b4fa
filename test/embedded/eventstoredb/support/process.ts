import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../../embedded/eventstoredb/main.ts', import.meta.url));

/** A stand-alone server in a process of its own. */
export type ServerProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** The exit code, or the signal that killed it. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
};

/** What a server that failed to start says on stderr, and its exit code. */
export type FailedStart = { code: number | null; stderr: string };

function run(args: readonly string[]): { child: ChildProcess; exited: Promise<unknown[]> } {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  return { child, exited: once(child, 'exit') };
}

export async function startProcess(...args: string[]): Promise<ServerProcess> {
  const { child, exited } = run(args);
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

export async function failToStart(...args: string[]): Promise<FailedStart> {
  const { child, exited } = run(args);
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await exited;
  return { code: code as number | null, stderr };
}

/** Runs `use` with a folder of its own, which is removed afterwards. */
export async function inFolder<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  try {
    return await use(join(folder, 'events.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
