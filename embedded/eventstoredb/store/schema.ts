import { DatabaseSync } from 'node:sqlite';
import { isBusy, messageOf } from './sqlite-error.ts';

/**
 * The SQLite tables of the log. `position` orders `$all`; `revision` numbers the events of a stream from 0. Rows are
 * never deleted or renumbered. A stream's last revision and its metadata have no columns, because they follow from the
 * last event of the stream and of its metastream.
 */
const schema = `
  CREATE TABLE streams (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream   INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    id       TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    json     INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    metadata BLOB    NOT NULL,
    data     BLOB    NOT NULL,
    checksum INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX events_of_stream ON events (stream, revision);
  CREATE INDEX events_by_id ON events (stream, id);
`;

/** Brings the tables of format 1, which had no checksums, to the present format. */
const upgrade = 'ALTER TABLE events ADD COLUMN checksum INTEGER';

/** SQLite stores this number in the file, so that no other program's file is taken for a log: `IrLg` in ASCII. */
const APPLICATION_ID = 0x49724c67;
const FORMAT = 2;

type Identity = { readonly application: number; readonly format: number; readonly tables: string };

function identityOf(db: DatabaseSync): Identity {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  return {
    application: Number(db.prepare('PRAGMA application_id').get()?.application_id),
    format: Number(db.prepare('PRAGMA user_version').get()?.user_version),
    tables: tables.map(({ name }) => name).join(' '),
  };
}

/** The statements that make the file a log of the present format; `undefined` if it is one already. */
function missingPartsOf({ application, format, tables }: Identity): string | undefined {
  const isEmpty = tables === '' && application === 0 && format === 0;
  if (isEmpty) return schema;
  // Files of format 1 have no application id.
  if (application === 0 && format === 1 && tables === 'events streams') return upgrade;
  if (application !== APPLICATION_ID) throw new Error('It is a file of another program.');
  if (format !== FORMAT) throw new Error(`Its format ${format} is unknown.`);
  return undefined;
}

/** Prepares the connection. It writes to the file only if it must, because a full disk can still be read. */
function prepare(db: DatabaseSync): void {
  // The first read locks a log exclusively. The operating system releases the lock when the process dies.
  db.exec('PRAGMA locking_mode = EXCLUSIVE');
  const missing = missingPartsOf(identityOf(db));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;');
  if (missing === undefined) return;
  db.exec(`BEGIN IMMEDIATE; ${missing};`);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}; COMMIT;`);
}

/**
 * Opens the SQLite file of the log for this process alone: a second server on the same file fails to start.
 * @throws Error when the file is in use, damaged, another program's, or has the format of another release.
 */
export function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    prepare(db);
    return db;
  } catch (cause) {
    db?.close();
    const reason = isBusy(cause) ? 'Another server is using it.' : messageOf(cause);
    throw new Error(`The event store's file ${file} cannot be opened. ${reason}`, { cause });
  }
}
