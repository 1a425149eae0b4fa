import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { ensureCheckpoints } from '../core/checkpoints.ts';
import { readLayout } from '../core/lanes.ts';
import { type Model, tableOf } from '../core/model.ts';
import type { Projection } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';
import { changeRegistry } from './registry.ts';

/**
 * Creates the empty tables of a new version, with checkpoints at the beginning of the log. Their columns are those of a
 * version with the same shape, or of the table `<table>_shape<n>` that a migration has added. Version numbers are never
 * used again, except the negative ones of shadow tables.
 */
export const createVersion = (db: DatabasePool, model: Model, state: 'building' | 'shadow'): Promise<Projection> =>
  changeRegistry(db, async (tx) => {
    const version = await nextVersion(tx, model, state);
    await createTables(tx, model, version);
    await tx.query(sql.unsafe`
      INSERT INTO projection_versions (projection, version, shape, state)
      VALUES (${model.name}, ${version}, ${model.shape}, ${state})`);
    const projection = model.forVersion(version);
    // Waits until a running change of the lane layout ends, because no checkpoints would be created for the old layout.
    await tx.query(sql.unsafe`SELECT FROM lane_layout FOR SHARE`);
    await ensureCheckpoints(tx, await readLayout(tx), [projection]);
    return projection;
  });

const numberRow = rowType<{ number: number }>();

/**
 * The next free version number: above all versions, or for shadow tables negative and below all versions. Locks the
 * versions of the read model.
 */
async function nextVersion(
  tx: DatabaseTransactionConnection,
  { name }: Model,
  state: 'building' | 'shadow',
): Promise<number> {
  const next =
    state === 'shadow' ? sql.fragment`least(min(version), 0) - 1` : sql.fragment`greatest(max(version), 0) + 1`;
  const { number } = await tx.one(sql.type(numberRow)`
    WITH locked AS MATERIALIZED (SELECT version FROM projection_versions WHERE projection = ${name} FOR UPDATE)
    SELECT ${next} AS number FROM locked`);
  return number;
}

const sourceRow = rowType<{ version: number }>();

async function createTables(tx: DatabaseTransactionConnection, model: Model, version: number): Promise<void> {
  const source = await tx.maybeOne(sql.type(sourceRow)`
    SELECT version FROM projection_versions
    WHERE projection = ${model.name} AND shape = ${model.shape} AND state IN ('live', 'standby') ORDER BY version LIMIT 1`);
  for (const base of model.tables) {
    const template = source ? tableOf(base, source.version) : sql.identifier([`${base}_shape${model.shape}`]);
    // The table is not UNLOGGED, because a crash of Postgres would then empty it but keep its checkpoints.
    await tx.query(sql.unsafe`CREATE TABLE ${tableOf(base, version)} (LIKE ${template} INCLUDING ALL)`);
  }
}
