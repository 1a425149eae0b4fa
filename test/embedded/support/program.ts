import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Addresses } from './clients.ts';

const mainProgram = fileURLToPath(new URL('../../../embedded/main.ts', import.meta.url));

type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Program = {
  readonly pid: number;
  /** Resolves when the program has printed the addresses of all services. */
  readonly addresses: Promise<Addresses>;
  readonly ended: Promise<Exit>;
  /** What the program has printed on standard error so far. */
  stderr(): string;
};

export type ProgramOptions = {
  readonly dataDir: string;
  readonly only?: readonly string[];
  readonly user?: { uid: number; gid: number };
  readonly env?: NodeJS.ProcessEnv;
  readonly program?: string;
  readonly node?: string;
};

const all = ['eventstore', 'postgres', 'redis'];

/**
 * Waits for the first `count` lines of the form NAME=VALUE on the program's standard output, and returns the values by
 * name.
 */
function readVariables(child: ChildProcess, count: number): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  return new Promise((resolve) => {
    if (child.stdout === null) return;
    createInterface(child.stdout).on('line', (line) => {
      const at = line.indexOf('=');
      variables[line.slice(0, at)] = line.slice(at + 1);
      if (Object.keys(variables).length === count) resolve(variables);
    });
  });
}

/** Runs `embedded/main.ts` in a process of its own. */
export function runMain(options: ProgramOptions): Program {
  const { dataDir, only = all, user, env = process.env, program = mainProgram, node = process.execPath } = options;
  const args = [program, '--data', dataDir, ...only.flatMap((name) => ['--only', name])];
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${node}`);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }) as Exit);
  const failed = ended.then(({ code }) => Promise.reject(new Error(`ended with ${code}: ${stderr}`)));
  failed.catch(() => {});
  const addresses = Promise.race([readVariables(child, only.length), failed]).then((variables) => ({
    eventStoreUrl: variables.EVENTSTORE_URL,
    databaseUrl: variables.DATABASE_URL,
    redisUrl: variables.REDIS_URL,
  }));
  addresses.catch(() => {});
  return { pid, addresses, ended, stderr: () => stderr };
}
