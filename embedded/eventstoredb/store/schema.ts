import { DatabaseSync } from 'node:sqlite';

/**
 * The SQLite tables of the log. `position` orders `$all`; `revision` numbers the events of a stream from 0. Rows are
 * never deleted or renumbered. A stream's last revision and its metadata have no columns, because they follow from the
 * last event of the stream and of its metastream.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS streams (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream   INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    id       TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    json     INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    metadata BLOB    NOT NULL,
    data     BLOB    NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS events_of_stream ON events (stream, revision);
  CREATE INDEX IF NOT EXISTS events_by_id ON events (stream, id);
`;

const SCHEMA_VERSION = 1;
const SQLITE_BUSY = 5;

function prepare(db: DatabaseSync): void {
  // The first write locks the SQLite file exclusively. The operating system releases the lock when the process dies.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec('PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;');
  db.exec('BEGIN IMMEDIATE');
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version !== 0 && version !== SCHEMA_VERSION) throw new Error(`Its format ${version} is unknown.`);
  db.exec(schema);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  db.exec('COMMIT');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'errcode' in error && error.errcode === SQLITE_BUSY ? 'Another server is using it.' : error.message;
}

/**
 * Opens the SQLite file of the log for this process alone: a second server on the same file fails to start.
 * @throws Error when the file is in use, or has the format of another release.
 */
export function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    prepare(db);
    return db;
  } catch (cause) {
    db?.close();
    throw new Error(`The event store's file ${file} cannot be opened. ${reasonOf(cause)}`, { cause });
  }
}
