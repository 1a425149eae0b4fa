import { copyFileSync, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import * as archive from '../infra/backup/archive.ts';
import { continueSequences, type DumpedRow, loadRows } from '../infra/backup/dump-tables.ts';
import { readLines } from '../infra/backup/lines.ts';
import { pagesOf } from '../infra/local/pages.ts';
import { migrate } from '../infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../infra/postgres/migrations/migration-files.ts';
import { connectPostgres } from '../infra/postgres/pool.ts';
import { proofOf } from '../infra/postgres/root-key.ts';
import { markUnfinishedRestore } from '../infra/postgres/unfinished-restore.ts';

type Options = Readonly<{ folder: string; databaseUrl: string; masterKey: Uint8Array; manifest: archive.Manifest }>;

const pageSize = 500;

/**
 * Creates the schema of a backup in an empty database, loads the rows, and applies newer migrations. A mark in the database
 * keeps every process from starting until the whole restore has ended and removes it. Auth sessions and offers of password
 * resets end, because those that were ended after the backup would be valid again.
 */
export async function restoreDatabase({ folder, databaseUrl, masterKey, manifest }: Options): Promise<void> {
  if (!manifest.masterKeys.includes(proofOf(masterKey))) {
    throw new archive.BackupRefused(
      'The backup belongs to another MASTER_KEY. Set the one that was in use when it was made.',
    );
  }
  const db = await connectPostgres(databaseUrl, { max: 1, applicationName: 'restore of irontrack' });
  try {
    await requireEmpty(db);
    await migrate({ databaseUrl, folder: migrationsFolder }, manifest.migration);
    await db.transaction(async (tx) => {
      const dumped = rowsIn(join(folder, archive.databaseFile));
      for await (const rows of pagesOf(dumped, pageSize)) await loadRows(tx, rows);
      await continueSequences(tx);
      await endSignIns(tx);
      await markUnfinishedRestore(tx);
    });
  } finally {
    await db.end();
  }
  await migrate({ databaseUrl, folder: migrationsFolder });
}

async function requireEmpty(db: DatabasePool): Promise<void> {
  const isUsed = await db.exists(sql.unsafe`SELECT FROM pg_tables WHERE schemaname = current_schema()`);
  if (isUsed)
    throw new archive.BackupRefused(
      'The database is not empty. Restore to a database without tables. After irontrack db reset it still has tables.',
    );
}

async function endSignIns(tx: DatabaseTransactionConnection): Promise<void> {
  await tx.query(sql.unsafe`DELETE FROM token_families`);
  await tx.query(sql.unsafe`DELETE FROM password_resets`);
}

async function* rowsIn(path: string): AsyncGenerator<DumpedRow> {
  for await (const line of readLines(path)) {
    const end = line.indexOf('\t');
    yield { table: JSON.parse(line.slice(0, end)), row: line.slice(end + 1) };
  }
}

/** Copies the file of stream heads of a backup to where the installation has none. */
export async function restoreHeadsFile(folder: string, headsFile: string): Promise<void> {
  const archived = join(folder, archive.headsFile);
  if (!existsSync(archived) || existsSync(headsFile)) return;
  await mkdir(dirname(headsFile), { recursive: true, mode: 0o700 });
  copyFileSync(archived, headsFile);
}
