import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../../cli/run.ts';
import { compileCache } from './compile-cache.ts';
import './hostile-event-store.ts';
import { logs } from './leaks.ts';

/** How a command or a process has ended: its exit code and what it has printed. */
export type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;

export type CommandOptions = Readonly<{
  dataDir: string;
  env?: NodeJS.ProcessEnv;
  /** The whole standard input of the command. @defaultValue nothing */
  input?: string | undefined;
}>;

type Signals = Readonly<{
  /** Emits the operating-system signals that the command receives. */
  signals?: EventEmitter;
}>;

/** Environment variables that are not passed on to a command, because they would make a test depend on the machine. */
const ownVariables = [
  ...['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL', 'HOST', 'IRONTRACK_DATA', 'MASTER_KEY', 'JWT_PRIVATE_KEY'],
];
/**
 * Settings without rate limits, because all accounts of a test sign up and sign in from one network address at the same
 * time.
 */
const unlimited = {
  ...Object.fromEntries(
    ['SIGN_IN_ACCOUNT', 'SIGN_IN_ADDRESS', 'SIGN_UP', 'REFRESH', 'PASSWORD_RESET', 'PERSONAL_TOKEN'].map((name) => [
      `RATE_${name}`,
      '0',
    ]),
  ),
  // Requests are still counted, because every response says how many remain.
  ...{ RATE_ACCOUNT: '1000000', RATE_ADDRESS: '1000000' },
  // Tests do not wait a minute for a signature.
  SIGN_SECONDS: '5',
};

/** The environment variables of a command that uses the data folder. */
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

/**
 * Records the log lines in a command's standard error, to check them for secrets. Of most commands, lines that are no
 * log lines are ignored, because a message may repeat to the user what the user has typed.
 */
export function logLines(command: string, text: string): void {
  const lines = text.split('\n').filter((line) => processes.has(command) || isLogLine.test(line));
  logs.add(command, lines.join('\n'));
}
