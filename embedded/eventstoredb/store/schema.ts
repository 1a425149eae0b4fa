import { DatabaseSync } from 'node:sqlite';

/**
 * `position` orders `$all`; `revision` numbers a stream's events from 0. Nothing is ever deleted or renumbered. A
 * stream's last revision and its metadata are not stored twice: they are read from its last event and from that of its
 * metastream.
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

/**
 * Opens the database for this process alone: a second server on the same file is refused.
 * @throws Error when the file is in use, or was made by another version.
 */
export function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    // The exclusive lock is taken by the first write below and is given back by the system when the process dies.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    db.exec('PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;');
    db.exec('BEGIN IMMEDIATE');
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    if (version !== 0 && version !== SCHEMA_VERSION) throw new Error(`It has the unknown format ${version}.`);
    db.exec(schema);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    db.exec('COMMIT');
    return db;
  } catch (cause) {
    db?.close();
    const busy = cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY;
    const reason = busy ? 'Another server is using it.' : cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The event store's file ${file} cannot be opened. ${reason}`, { cause });
  }
}
