import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after } from 'mocha';
import { type Client, clientOf, password } from '../http/support/client.ts';
import { type CommandOptions, type Ended, runCommand } from './command.ts';
import { atEndOfRun } from './end-of-run.ts';
import { readServerLogs } from './leaks.ts';
import { killPrograms, type Program, type ProgramOptions, startProgram } from './program.ts';
import { temporaryBase } from './temporary-base.ts';

/** The whole IronTrack service with a data folder, as a process of its own: what `npm start` runs. */
export type System = Program &
  Readonly<{
    url: string;
    dataDir: string;
    /** Runs another `irontrack` command with the same data folder, inside this process. */
    cli: (...args: readonly string[]) => Promise<Ended>;
    /** A signed-in client for the account with this email address; if there is no such account, signs it up first. */
    client: (email: string) => Promise<Client>;
    /** Sends the signal of Ctrl-C to the service and waits for its end. */
    stop: () => Promise<Ended>;
  }>;

type Start = Partial<CommandOptions> &
  Readonly<{
    /** Whether to load the exercise catalogue, which takes seconds. @defaultValue false */
    seeds?: boolean;
  }>;

export type Suite = Readonly<{
  /** Creates a folder that exists until the suite ends. */
  folder: () => string;
  start: (options?: Start) => Promise<System>;
  /** Runs an `irontrack` command inside this process, with a new data folder by default. */
  cli: (args: readonly string[], options?: Partial<CommandOptions>) => Promise<Ended>;
  /** Runs an `irontrack` command as a process of its own. */
  run: (args: readonly string[], options?: Partial<ProgramOptions>) => Program;
}>;

/**
 * Provides processes and folders for the tests of a suite. When the suite ends, remaining processes are killed and the
 * folders are removed.
 */
export function useSystems(): Suite {
  const suite = createSuite();
  after(suite.end);
  return suite;
}

/**
 * An IronTrack installation with the exercise catalogue, which the suites of this process share. Each suite must leave
 * it as it found it.
 */
export async function sharedSystem(): Promise<System> {
  shared ??= startShared();
  return shared;
}

let shared: Promise<System> | undefined;

function startShared(): Promise<System> {
  const { start, end } = createSuite();
  atEndOfRun(end);
  return start({ seeds: true });
}

function createSuite(): Suite & Readonly<{ end: () => Promise<void> }> {
  const folders: string[] = [];
  const programs: Program[] = [];
  const folder = () => {
    const created = mkdtempSync(join(temporaryBase, 'irontrack-system-'));
    // If root runs the test, Postgres runs as another user, who must be able to enter this folder to reach its data.
    chmodSync(created, 0o755);
    folders.push(created);
    return created;
  };
  const dataDirOf = ({ dataDir = join(folder(), 'data') }: Partial<CommandOptions>) => dataDir;
  const run: Suite['run'] = (args, options = {}) => {
    const program = startProgram(args, { ...options, dataDir: dataDirOf(options) });
    programs.push(program);
    return program;
  };
  return {
    folder,
    run,
    cli: (args, options = {}) => runCommand(args, { ...options, dataDir: dataDirOf(options) }),
    start: ({ seeds = false, ...options } = {}) => startSystem(run, { ...options, dataDir: dataDirOf(options) }, seeds),
    async end() {
      await killPrograms(programs);
      for (const each of folders) {
        readServerLogs(each);
        rmSync(each, { recursive: true, force: true });
      }
    },
  };
}

async function startSystem(run: Suite['run'], options: CommandOptions, seeds: boolean): Promise<System> {
  const program = run(['up', ...(seeds ? [] : ['--no-seed'])], options);
  const url = await program.prints(/^IronTrack is ready at (\S+)$/m);
  return {
    ...program,
    url,
    dataDir: options.dataDir,
    cli: (...args) => runCommand(args, options),
    client: (email) => signIn(url, email),
    stop() {
      program.signal('SIGINT');
      return program.ended;
    },
  };
}

/** Signs in with this email address; if there is no such account, signs it up first. */
export async function signIn(origin: string, email: string): Promise<Client> {
  const anonymous = clientOf({ origin });
  const signedUp = await anonymous.post('/access/signup', { email, password, confirmPassword: password });
  expect(signedUp.status).to.be.oneOf([201, 409]);
  const form = { method: 'POST', raw: new URLSearchParams({ username: email, password }) };
  const signedIn = await anonymous.ask('/access/signin', form);
  expect(signedIn.status).to.equal(204);
  const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return clientOf({ origin }, cookies.join('; '));
}
