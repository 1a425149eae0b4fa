import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Addresses } from './clients.ts';

/** The stand-alone program. */
const mainProgram = fileURLToPath(new URL('../../../embedded/main.ts', import.meta.url));

type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Program = {
  readonly pid: number;
  /** Done when all addresses are printed. */
  readonly addresses: Promise<Addresses>;
  readonly ended: Promise<Ended>;
  /** Its standard error so far. */
  said(): string;
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

/** Runs `embedded/main.ts` as its own process. */
export function runMain(options: ProgramOptions): Program {
  const { dataDir, only = all, user, env = process.env, program = mainProgram, node = process.execPath } = options;
  const args = [program, '--data', dataDir, ...only.flatMap((name) => ['--only', name])];
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${node}`);
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }) as Ended);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const found: Record<string, string> = {};
  const complete = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const at = line.indexOf('=');
      found[line.slice(0, at)] = line.slice(at + 1);
      if (Object.keys(found).length === only.length) resolve();
    });
  });
  const failed = ended.then(({ code }) => Promise.reject(new Error(`ended with ${code}: ${said}`)));
  failed.catch(() => {});
  const addresses = Promise.race([complete, failed]).then(() => ({
    eventStoreUrl: found.EVENTSTORE_URL,
    databaseUrl: found.DATABASE_URL,
    redisUrl: found.REDIS_URL,
  }));
  addresses.catch(() => {});
  return { pid, addresses, ended, said: () => said };
}
