import { statSync } from 'node:fs';
import { extname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { checkEvents, checkStructure, type Finding } from './checks.ts';
import { messageOf } from './sqlite-error.ts';

/** Receives the results of a check. Until one of them is called, nothing may be appended. */
export type Report = {
  /** The structure of the file is sound. */
  sound(): void;
  damaged(reason: string): void;
};

/** Files up to this size are checked at once, because starting a thread takes longer. */
const SMALL_FILE = 4 * 1024 * 1024;
/** SQLite copies pages from its write-ahead log to the main file when there are this many. */
const CHECKPOINT_PAGES = 4_000;

const program = new URL(`./integrity-worker${extname(import.meta.url)}`, import.meta.url);

/** Copies the write-ahead log to the main file. Returns false if the main file cannot grow. */
function emptyWriteAheadLog(db: DatabaseSync): boolean {
  try {
    return db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } catch {
    return false;
  }
}

/**
 * Checks the file in a thread while clients read: first the structure, then the events. Commits go to the write-ahead
 * log alone until then, so the thread reads a main file that does not change.
 */
function checkInThread(db: DatabaseSync, file: string, report: Report): () => void {
  db.exec('PRAGMA wal_autocheckpoint = 0');
  const worker = new Worker(program, { workerData: file });
  let isStopped = false;
  const receive = (finding: Finding) => {
    if (isStopped) return;
    if (finding === undefined) report.sound();
    else report.damaged(finding);
  };
  worker.on('message', receive);
  worker.on('error', (error) => receive(`The check failed: ${messageOf(error)}`));
  worker.on('exit', () => {
    if (!isStopped) db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  });
  return () => {
    isStopped = true;
    worker.terminate();
  };
}

/** Checks the file of an opened log. Returns the function that stops the check. */
export function checkFile(db: DatabaseSync, file: string, report: Report): () => void {
  db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const isSmall = file === ':memory:' || statSync(file).size <= SMALL_FILE;
  if (!isSmall && emptyWriteAheadLog(db)) return checkInThread(db, file, report);
  const finding = checkStructure(db) ?? checkEvents(db);
  if (finding === undefined) report.sound();
  else report.damaged(finding);
  return () => {};
}
