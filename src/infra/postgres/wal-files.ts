import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';

const countRow = z.object({ count: z.number() });
const recyclingRow = z.object({ isRecycling: z.boolean() });

/**
 * Begins a new file of the write-ahead log. Uses up the files that Postgres has kept to write over them later: clusters
 * of earlier builds have such files, and they contain old data.
 */
export async function beginNewWalFile(db: DatabasePool): Promise<void> {
  const { isRecycling } = await db.one(sql.type(recyclingRow)`
    SELECT current_setting('wal_recycle')::boolean AS "isRecycling"`);
  const kept = isRecycling ? 0 : await countKeptWalFiles(db);
  for (let begun = 0; begun <= kept; begun += 1) {
    await db.query(sql.unsafe`SELECT pg_logical_emit_message(false, 'irontrack', 'scrub')`);
    await db.query(sql.unsafe`SELECT pg_switch_wal()`);
  }
}

async function countKeptWalFiles(db: DatabasePool): Promise<number> {
  const { count } = await db.one(sql.type(countRow)`
    SELECT count(*)::int4 AS count FROM pg_ls_waldir()
    WHERE name > pg_walfile_name(pg_current_wal_lsn()) AND name ~ '^[0-9A-F]{24}$'`);
  return count;
}

/** Postgres' `CHECKPOINT` deletes the older files of its write-ahead log, and the old files of rewritten tables. */
export async function deleteOldWalFiles(db: DatabasePool): Promise<void> {
  await db.query(sql.unsafe`CHECKPOINT`);
}
