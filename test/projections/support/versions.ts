import { type DatabasePool, sql } from 'slonik';
import { tableOf } from '../../../src/projections/core/model.ts';
import { listVersions } from '../../../src/projections/versions/registry.ts';

/** Reads every row of one version of the read model `sessions`, as text. */
export const readVersionRows = (db: DatabasePool, version: number): Promise<readonly unknown[]> =>
  db.anyFirst(sql.unsafe`SELECT t::text FROM ${tableOf('session_documents', version)} t ORDER BY id`);

/** Lists the tables of all versions of the read models `sessions`, `imports` and `accounts`. */
export const listReadTables = (db: DatabasePool): Promise<readonly unknown[]> =>
  db.anyFirst(sql.unsafe`
    SELECT tablename::text FROM pg_tables
    WHERE schemaname = 'public' AND tablename ~ '^(session_documents|imports|accounts)_' ORDER BY 1`);

/** Drops the tables of all versions of the read models except version 1. */
export async function dropExtraVersions(db: DatabasePool): Promise<void> {
  const names = await db.anyFirst(sql.unsafe`
    SELECT tablename::text FROM pg_tables
    WHERE schemaname = 'public' AND tablename ~ '_(v([2-9]|1\\d)|shadow\\d+|shape\\d+)$'`);
  for (const name of names) await db.query(sql.unsafe`DROP TABLE ${sql.identifier([String(name)])}`);
}

/** Lists the versions of the read model `sessions`, each as `<version> <state>`. */
export const listStates = async (db: DatabasePool): Promise<readonly string[]> =>
  (await listVersions(db, 'sessions')).map(({ version, state }) => `${version} ${state}`);

/** Reads the checkpoints of one version of a read model, ordered by lane. */
export const readPositions = async (db: DatabasePool, name: string, version = 1): Promise<readonly bigint[]> =>
  (await db.anyFirst(sql.unsafe`
    SELECT position FROM projection_checkpoints
    WHERE projection = ${name} AND version = ${version} ORDER BY lane`)) as readonly bigint[];
