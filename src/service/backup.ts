import { copyFileSync, existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommonQueryMethods, type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import * as archive from '../infra/backup/archive.ts';
import { archivedLines } from '../infra/backup/archived-log.ts';
import { atConsistentPoint } from '../infra/backup/consistent-point.ts';
import { dumpTables } from '../infra/backup/dump-tables.ts';
import { type Sealed, writeLines } from '../infra/backup/lines.ts';
import { readHead } from '../infra/log/read-all.ts';
import { createLogSource } from '../infra/log-copy/source.ts';
import { listMasterKeyProofs } from '../infra/postgres/root-key.ts';
import type { Stores } from './log-copy.ts';
import { version } from './version.ts';

type Options = Readonly<{
  stores: Pick<Stores, 'db' | 'databaseUrl' | 'log'>;
  /** The folder to write; it is created, or empty. */
  folder: string;
  /** The file of stream heads. */
  headsFile: string;
  at: string;
  /** Stops the backup, which is then a failure. */
  signal: AbortSignal;
}>;

const migrationRow = z.object({ last: z.number() });

/**
 * Writes a backup of the log and the database, as they are at one moment, while the service goes on. A failure empties the
 * folder, so that the next attempt can use it.
 */
export async function backUp({ stores, folder, headsFile, at, signal }: Options): Promise<archive.Manifest> {
  await createFolder(folder);
  try {
    if (existsSync(headsFile)) copyFileSync(headsFile, join(folder, archive.headsFile));
    return await writeArchive(stores, folder, { at, signal });
  } catch (error) {
    for (const file of await readdir(folder)) await rm(join(folder, file));
    throw error;
  }
}

async function writeArchive(
  stores: Options['stores'],
  folder: string,
  { at, signal }: Pick<Options, 'at' | 'signal'>,
): Promise<archive.Manifest> {
  const { log } = stores;
  const point = await atConsistentPoint(
    stores,
    () => readHead(log.client),
    async (tx, head) => ({
      head,
      ...(await describe(tx)),
      database: await writeDump(tx, join(folder, archive.databaseFile), signal),
    }),
  );
  const { head, ...described } = point;
  const lines = archivedLines(createLogSource(log.client), head);
  const written = await writeLines(join(folder, archive.logFile), lines, signal);
  const manifest = { format: 1, version, at, position: String(head), ...described, log: written } as const;
  await archive.writeManifest(folder, manifest);
  return manifest;
}

async function createFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new archive.BackupRefused(`${folder} is not empty. Choose a new folder.`);
}

const describe = async (db: CommonQueryMethods) => ({
  migration: (await db.one(sql.type(migrationRow)`SELECT max(number) AS last FROM schema_migrations`)).last,
  masterKeys: [...(await listMasterKeyProofs(db))],
});

/** Writes the rows that nothing else contains, as the transaction sees them. The signal stops it, and leaves no file. */
export function writeDump(tx: DatabaseTransactionConnection, path: string, signal: AbortSignal): Promise<Sealed> {
  async function* lines(): AsyncGenerator<readonly string[]> {
    for await (const rows of dumpTables(tx)) yield rows.map(({ table, row }) => `${JSON.stringify(table)}\t${row}`);
  }
  return writeLines(path, lines(), signal);
}
