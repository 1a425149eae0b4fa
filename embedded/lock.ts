import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const lockFile = (dir: string) => join(dir, 'lock');
const SQLITE_BUSY = 5;

/**
 * Locks a data folder through an empty SQLite database in it; `undefined` if another process holds a conflicting lock.
 * The kernel holds the lock for this process, so the lock always ends with the process.
 */
export function lock(dir: string, kind: 'EXCLUSIVE' | 'SHARED', waitMilliseconds: number): DatabaseSync | undefined {
  const database = new DatabaseSync(lockFile(dir), { timeout: waitMilliseconds });
  try {
    database.exec(kind === 'EXCLUSIVE' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT * FROM sqlite_schema');
    return database;
  } catch (error) {
    database.close();
    const { errcode } = error as { errcode?: number };
    if (errcode !== SQLITE_BUSY) throw new Error(`cannot lock ${lockFile(dir)}`, { cause: error });
    return undefined;
  }
}
