import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { after } from 'mocha';
import { descendantsOf, sendSignal } from '../../embedded/processes/process-table.ts';
import { startWatchdog } from '../../embedded/processes/watchdog.ts';
import { processTreeOf, survivorsOf } from '../embedded/support/machine.ts';
import { type Client, clientOf, password } from '../http/support/client.ts';
import { logs, readServerLogs } from './leaks.ts';

export const entry = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;

/** The command line at work, as a process in a group of its own, like one that a shell has started. */
export type Program = Readonly<{
  pid: number;
  /** Settles once the process has ended and nobody holds its outputs any more. */
  ended: Promise<Ended>;
  /** The pattern's group in its standard output, now or later; fails when the process ends without it. */
  prints: (pattern: RegExp) => Promise<string>;
  /** Its standard error so far. */
  logged: () => string;
  /** Types on its terminal, where it has one. */
  type: (text: string) => void;
  /** To the whole group, as a terminal sends it. */
  signal: (signal: NodeJS.Signals) => void;
  /** SIGKILL to the process and everything below it. */
  kill: () => Promise<void>;
}>;

/** The whole service on a data folder: what `npm start` runs. */
export type System = Program &
  Readonly<{
    url: string;
    dataDir: string;
    /** Runs another verb on the same data folder, to its end. */
    cli: (...args: readonly string[]) => Promise<Ended>;
    /** Somebody signed in; a new account where there is none of that address. */
    client: (email: string) => Promise<Client>;
    /** Ctrl-C, and the wait for what it brings. */
    stop: () => Promise<Ended>;
  }>;

type Options = Readonly<{
  dataDir?: string;
  env?: NodeJS.ProcessEnv;
  /** A file to run in place of the command line. @defaultValue `cli/main.ts` */
  program?: string;
}>;
/** `input` is all of its standard input; on a terminal, all outputs are one. Without either there is nothing to read. */
type RunOptions = Options & Readonly<{ input?: string; terminal?: boolean }>;

export type Suite = Readonly<{
  /** A folder that goes with the suite. */
  folder: () => string;
  /** `seeds`: with the catalogue, which takes seconds. @defaultValue false */
  start: (options?: Options & Readonly<{ seeds?: boolean }>) => Promise<System>;
  run: (args: readonly string[], options: RunOptions) => Program;
}>;

const roles: ReadonlySet<string> = new Set(['up', 'serve', 'dispatch', 'work']);
const isLogLine = /^(\{|\d{4}-\d\d-\d\dT)/;

const running = new Set<Program>();
const ours = ['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL', 'HOST', 'IRONTRACK_DATA', 'MASTER_KEY', 'JWT_PRIVATE_KEY'];

/** Processes and folders of a suite; whatever is left of them at its end, however it ends, is ended and removed then. */
export function systemsOf(): Suite {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'irontrack-system-'));
    folders.push(made);
    return made;
  };
  after(async () => {
    for (const program of running) await program.kill();
    for (const made of folders) {
      readServerLogs(made);
      rmSync(made, { recursive: true, force: true });
    }
  });
  const start: Suite['start'] = ({ dataDir = join(folder(), 'data'), env = {}, seeds = false } = {}) =>
    startSystem(dataDir, env, seeds);
  const runAlone: Suite['run'] = (args, { dataDir = join(folder(), 'data'), env = {}, ...options }) =>
    run(args, dataDir, env, options);
  return { folder, start, run: runAlone };
}

async function startSystem(dataDir: string, env: NodeJS.ProcessEnv, seeds: boolean): Promise<System> {
  const program = run(['up', ...(seeds ? [] : ['--no-seed'])], dataDir, env);
  const url = await program.prints(/^IronTrack is ready at (\S+)$/m);
  return {
    ...program,
    url,
    dataDir,
    cli: (...args) => run(args, dataDir, env).ended,
    client: (email) => signIn(url, email),
    stop() {
      program.signal('SIGINT');
      return program.ended;
    },
  };
}

/** Where Node keeps what it has made of the sources, for the next of many processes. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/irontrack', import.meta.url));
/** All of a test's people come from one address, at once. */
const unlimited = Object.fromEntries(
  ['SIGN_IN_ACCOUNT', 'SIGN_IN_ADDRESS', 'SIGN_UP', 'REFRESH', 'PASSWORD_RESET'].map((name) => [`RATE_${name}`, '0']),
);

/** Runs `irontrack` with these arguments. */
function run(
  args: readonly string[],
  dataDir: string,
  env: NodeJS.ProcessEnv,
  { input, terminal = false, program: file = entry }: RunOptions = {},
): Program {
  const inherited = Object.entries(process.env).filter(([name]) => !ours.includes(name));
  const command = [process.execPath, file, ...args];
  const [executable = '', ...rest] = terminal ? onTerminal(command) : command;
  const child = spawn(executable, rest, {
    env: {
      ...Object.fromEntries(inherited),
      ...unlimited,
      NODE_COMPILE_CACHE: compiled,
      PORT: '0',
      IRONTRACK_DATA: dataDir,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${process.execPath}`);
  // It would outlive tests that somebody kills.
  const tie = startWatchdog(pid, 'SIGTERM');
  // Nobody has to read what they are given.
  child.stdin.on('error', () => {});
  if (!terminal) child.stdin.end(input ?? '');
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const source = file === entry ? (args[0] ?? '') : basename(file);
  createInterface(child.stderr).on('line', (line) => {
    // The other verbs talk to whoever has typed them, who may be told it again.
    if (file !== entry || roles.has(source) || isLogLine.test(line)) logs.add(source, line);
  });
  child.once('exit', () => tie.dismiss());
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(program);
    return { code, stdout, stderr };
  });
  const program: Program = {
    pid,
    ended,
    async prints(pattern) {
      let isOver = false;
      void ended.then(() => {
        isOver = true;
      });
      for (;;) {
        const found = pattern.exec(stdout);
        if (found) return found[1] ?? '';
        if (isOver) throw new Error(`irontrack ${args.join(' ')} has ended: ${stderr}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
    logged: () => stderr,
    type: (text) => void child.stdin.write(text),
    signal: (signal) => sendSignal(-pid, signal),
    kill: () => killTree(pid, ended),
  };
  running.add(program);
  return program;
}

/** The command at a pseudo-terminal, which util-linux makes. */
const onTerminal = (command: readonly string[]): string[] => {
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return ['script', '--quiet', '--return', '--flush', '--command', quoted.join(' '), '/dev/null'];
};

async function killTree(pid: number, ended: Promise<unknown>): Promise<void> {
  // Frozen, it can't do anything about what it loses.
  sendSignal(pid, 'SIGSTOP');
  const family = processTreeOf(pid);
  for (const each of descendantsOf(pid)) sendSignal(each, 'SIGKILL');
  sendSignal(pid, 'SIGKILL');
  await ended;
  expect(await survivorsOf(family), 'left by a kill of the tree').to.deep.equal([]);
}

/** Signs somebody in at that address; a new account where there is none yet. */
export async function signIn(origin: string, email: string): Promise<Client> {
  const anyone = clientOf({ origin });
  const signedUp = await anyone.post('/access/signup', { email, password, confirmPassword: password });
  expect(signedUp.status).to.be.oneOf([201, 409]);
  const form = { method: 'POST', raw: new URLSearchParams({ username: email, password }) };
  const signedIn = await anyone.ask('/access/signin', form);
  expect(signedIn.status).to.equal(204);
  const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return clientOf({ origin }, cookies.join('; '));
}
