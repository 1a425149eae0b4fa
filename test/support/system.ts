import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after } from 'mocha';
import { temporaryBase } from '../embedded/support/machine.ts';
import { type Client, clientOf, password } from '../http/support/client.ts';
import { type CommandOptions, type Ended, runCommand } from './command.ts';
import { atEndOfRun } from './end-of-run.ts';
import { readServerLogs } from './leaks.ts';
import { killPrograms, type Program, type ProgramOptions, startProgram } from './program.ts';

/** The whole service on a data folder, as a process of its own: what `npm start` runs. */
export type System = Program &
  Readonly<{
    url: string;
    dataDir: string;
    /** Runs another command on the same data folder, inside this process. */
    cli: (...args: readonly string[]) => Promise<Ended>;
    /** A signed-in client; signs the account up first if there is none with this address. */
    client: (email: string) => Promise<Client>;
    /** Sends Ctrl-C and waits for the end. */
    stop: () => Promise<Ended>;
  }>;

type Start = Partial<CommandOptions> &
  Readonly<{
    /** Whether to load the exercise catalogue, which takes seconds. @defaultValue false */
    seeds?: boolean;
  }>;

export type Suite = Readonly<{
  /** A new folder that exists as long as the suite. */
  folder: () => string;
  start: (options?: Start) => Promise<System>;
  /** Runs a command inside this process, on a new data folder by default. */
  cli: (args: readonly string[], options?: Partial<CommandOptions>) => Promise<Ended>;
  /** Runs a command as a process of its own. */
  run: (args: readonly string[], options?: Partial<ProgramOptions>) => Program;
}>;

/** Processes and folders of a suite. What is left of them when the suite ends is killed and removed. */
export function useSystems(): Suite {
  const suite = createSuite();
  after(suite.end);
  return suite;
}

/** One installation with the exercise catalogue, which the suites of this process share. A suite leaves it as it found it. */
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
    // Root starts Postgres as another user, who has to reach its data.
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

/** Signs in with this address; signs up first if there is no such account. */
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
