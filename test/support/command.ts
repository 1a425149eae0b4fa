import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../cli/run.ts';
import { logs } from './leaks.ts';

/** How a command or a process has ended. */
export type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;

export type CommandOptions = Readonly<{
  dataDir: string;
  env?: NodeJS.ProcessEnv;
  /** All of standard input. @defaultValue nothing */
  input?: string | undefined;
}>;

type Signals = Readonly<{
  /** Emits the signals that the command receives. */
  signals?: EventEmitter;
}>;

/** Variables that would make a test depend on the machine it runs on. */
const ownVariables = [
  ...['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL', 'HOST', 'IRONTRACK_DATA', 'MASTER_KEY', 'JWT_PRIVATE_KEY'],
];
/** All accounts of a test sign up and sign in from one address, at the same time. */
const unlimited = Object.fromEntries(
  ['SIGN_IN_ACCOUNT', 'SIGN_IN_ADDRESS', 'SIGN_UP', 'REFRESH', 'PASSWORD_RESET'].map((name) => [`RATE_${name}`, '0']),
);
/** Node's cache of compiled sources, for the next of many processes. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/irontrack', import.meta.url));

/** The environment of a command on the data folder. */
export function environmentOf({ dataDir, env = {} }: CommandOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !ownVariables.includes(name));
  return {
    ...Object.fromEntries(inherited),
    ...unlimited,
    NODE_COMPILE_CACHE: compileCache,
    PORT: '0',
    IRONTRACK_DATA: dataDir,
    ...env,
  };
}

/** Runs `irontrack` with these arguments inside this process, without a terminal. */
export async function runCommand(
  args: readonly string[],
  { signals = new EventEmitter(), ...options }: CommandOptions & Signals,
): Promise<Ended> {
  const [stdout, stderr] = [collector(), collector()];
  const code = await runCli(args, {
    env: environmentOf(options),
    stdin: () => Readable.from(options.input === undefined ? [] : [options.input]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    signals,
    exit: () => {},
    raise: () => {},
  });
  logLines(args[0] ?? '', stderr.text());
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector() {
  let text = '';
  const write = (chunk: Buffer, _encoding: BufferEncoding, done: () => void) => {
    text += chunk;
    done();
  };
  return { stream: new Writable({ write }), text: () => text };
}

const processes: ReadonlySet<string> = new Set(['up', 'serve', 'dispatch', 'work']);
const isLogLine = /^(\{|\d{4}-\d\d-\d\dT)/;

/** Adds lines of standard error to the log of the run. Other commands may repeat to their user what the user has typed. */
export function logLines(command: string, text: string): void {
  const lines = text.split('\n').filter((line) => processes.has(command) || isLogLine.test(line));
  logs.add(command, lines.join('\n'));
}
