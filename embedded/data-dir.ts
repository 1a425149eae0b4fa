import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where the data of the embedded services lies unless told otherwise. */
export const defaultDataDir = '.irontrack';

/** What the process that has the data folder tells the other verbs. Addresses hold passwords: the file is ours alone. */
export type Run = {
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** The address of the HTTP API, once it listens. */
  readonly http?: string | undefined;
  readonly eventStoreUrl?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
};

export type DataDir = {
  /** The absolute path. */
  readonly path: string;
  /** Removes run.json and lets the next one in. Without it the kernel does the latter at the end of this process. */
  release(): void;
};

/** Somebody else has the data folder. */
export class DataDirInUse extends Error {
  readonly run: Run | undefined;
  constructor(path: string, run: Run | undefined) {
    const who = run === undefined ? 'another process' : `process ${run.pid}${run.http ? ` at ${run.http}` : ''}`;
    super(`${path} is in use by ${who}: stop that first, or choose another data folder`);
    this.name = 'DataDirInUse';
    this.run = run;
  }
}

const runFile = (dir: string) => join(dir, 'run.json');
const lockFile = (dir: string) => join(dir, 'lock');

// A lock that nobody refers to would be collected, and with it released.
const held = new Set<DatabaseSync>();

/** Takes SQLite's lock on an empty database: held by the process in the kernel, so it ends with it, however it ends. */
function take(dir: string, kind: 'EXCLUSIVE' | 'SHARED', waitMilliseconds: number): DatabaseSync | undefined {
  const database = new DatabaseSync(lockFile(dir), { timeout: waitMilliseconds });
  try {
    database.exec(kind === 'EXCLUSIVE' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT * FROM sqlite_schema');
    return database;
  } catch (error) {
    database.close();
    const { errcode } = error as { errcode?: number };
    if (errcode !== 5) throw new Error(`cannot lock ${lockFile(dir)}`, { cause: error });
    return undefined;
  }
}

function parseRun(dir: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(runFile(dir), 'utf8')) as Run;
  } catch {
    return undefined;
  }
}

function prepare(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
    // Only a new file: opening and closing one that this process has locked would release the lock.
    closeSync(openSync(lockFile(path), 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' || !statSync(path).isDirectory()) {
      throw new Error(`cannot use ${path} as data folder (${code})`, { cause: error });
    }
  }
}

/**
 * Makes the data folder (mode 0700) if it is new and takes it for this process.
 * @throws DataDirInUse when another start, in this process or elsewhere, has it.
 */
export function lockDataDir(dir: string = defaultDataDir): DataDir {
  const path = resolve(dir);
  prepare(path);
  // Long enough for a reader that just asks whether anybody is there.
  const lock = take(path, 'EXCLUSIVE', 500);
  if (lock === undefined) throw new DataDirInUse(path, parseRun(path));
  held.add(lock);
  rmSync(runFile(path), { force: true });
  return {
    path,
    release: () => {
      if (!held.delete(lock)) return;
      rmSync(runFile(path), { force: true });
      lock.close();
    },
  };
}

/** Publishes the run, whole or not at all; for the holder of the lock. */
export function writeRunFile(dir: string, run: Run): void {
  const draft = `${runFile(dir)}.new`;
  writeFileSync(draft, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, runFile(dir));
}

/** The run that has the data folder now; `undefined` when there is none, even if a killed one left its file. */
export function readRunFile(dir: string = defaultDataDir): Run | undefined {
  const run = parseRun(dir);
  if (run === undefined) return undefined;
  const free = take(dir, 'SHARED', 0);
  free?.close();
  return free === undefined ? run : undefined;
}
