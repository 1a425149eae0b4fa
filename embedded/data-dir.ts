import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { lock, lockFile } from './lock.ts';
import { parseRunFile, type Run, runFile } from './run-file.ts';

export const defaultDataDir = '.irontrack';

export type DataDir = {
  /** The absolute path of the data folder. */
  readonly path: string;
  /** Removes run.json and releases the lock. The kernel releases the lock in any case when this process ends. */
  release(): void;
};

/** The error when another process uses the data folder. `run` describes that process, if it is known. */
export class DataDirInUse extends Error {
  readonly run: Run | undefined;
  constructor(path: string, run: Run | undefined) {
    const owner = run === undefined ? 'another process' : `process ${run.pid}${run.http ? ` at ${run.http}` : ''}`;
    super(`${path} is in use by ${owner}: stop that first, or choose another data folder`);
    this.name = 'DataDirInUse';
    this.run = run;
  }
}

// This set refers to the lock databases: the garbage collector would close an unreferenced one and so release its lock.
const held = new Set<DatabaseSync>();

function createFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
    // This only creates the lock file. Opening and closing a file that this process has locked already would release
    // the lock.
    closeSync(openSync(lockFile(path), 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' || !statSync(path).isDirectory()) {
      throw new Error(`cannot use ${path} as data folder (${code})`, { cause: error });
    }
  }
}

/**
 * Locks the data folder for this process. A missing folder is created with mode 0700.
 * @throws DataDirInUse when another process, or this one, has locked the folder already.
 */
export function lockDataDir(dir: string = defaultDataDir): DataDir {
  const path = resolve(dir);
  createFolder(path);
  // Another process may hold the lock for a moment in `readRunFile`, so this waits up to 500 ms.
  const database = lock(path, 'EXCLUSIVE', 500);
  if (database === undefined) throw new DataDirInUse(path, parseRunFile(path));
  held.add(database);
  rmSync(runFile(path), { force: true });
  return {
    path,
    release: () => {
      if (!held.delete(database)) return;
      rmSync(runFile(path), { force: true });
      database.close();
    },
  };
}

/**
 * The run of IronTrack that uses the data folder at present, or `undefined` if none does, even if a killed run left its
 * run.json.
 */
export function readRunFile(dir: string = defaultDataDir): Run | undefined {
  const run = parseRunFile(dir);
  if (run === undefined) return undefined;
  const database = lock(dir, 'SHARED', 0);
  database?.close();
  return database === undefined ? run : undefined;
}
