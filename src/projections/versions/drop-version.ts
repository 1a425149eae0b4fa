import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { deleteCheckpoints } from '../core/checkpoints.ts';
import { type Model, tableOf } from '../core/model.ts';
import type { VersionKey } from '../core/projection.ts';
import { pause, retry } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { changeRegistry, lockVersion, setState, VersionRefusal } from './registry.ts';
import { modelFor } from './topology.ts';

/** How long other processes may still read the tables of a version after it was dropped. */
const graceMs = 3_000;

/**
 * Drops a version of a read model that is not live. From this moment on no more events are applied to it. Its tables
 * are deleted after `waitMs`, when no query reads them any more.
 */
export async function dropVersion(
  db: DatabasePool,
  models: readonly Model[],
  key: VersionKey,
  { waitMs = graceMs, signal = new AbortController().signal } = {},
): Promise<void> {
  const { name, version } = key;
  const model = await changeRegistry(db, async (tx) => {
    const entry = await lockVersion(tx, key);
    if (entry.state === 'live') {
      throw new VersionRefusal(`Queries read version ${version} of ${name}; use another version first.`);
    }
    const known = modelFor(models, entry);
    if (!known) throw new VersionRefusal(`This build does not know the tables of version ${version} of ${name}.`);
    await setState(tx, key, 'dropped');
    await deletePipelineState(tx, key);
    return known;
  });
  await pause(waitMs, signal);
  await retry(() => changeRegistry(db, (tx) => dropTables(tx, model, version)));
}

/** Removes at once the shadow tables of a verification, or a version that no query reads. */
export async function discardVersion(db: DatabasePool, model: Model, version: number): Promise<void> {
  const key = { name: model.name, version };
  await changeRegistry(db, async (tx) => {
    await setState(tx, key, 'dropped');
    await deletePipelineState(tx, key);
    await dropTables(tx, model, version);
    if (version < 0) {
      await tx.query(sql.unsafe`
        DELETE FROM projection_versions WHERE projection = ${model.name} AND version = ${version}`);
    }
  });
}

const leftoverStates = { rebuild: ['building', 'joining'], verify: ['shadow'] } as const;
const leftoverRow = rowType<{ version: number }>();

/**
 * Removes the versions that killed rebuilds or verifications have left, and the tables of unfinished drops. The caller
 * must hold the lease of that work, because the versions of running work look the same.
 */
export async function removeLeftovers(db: DatabasePool, model: Model, work: 'rebuild' | 'verify'): Promise<void> {
  const states = sql.array([...leftoverStates[work]], 'text');
  const leftovers = await db.any(sql.type(leftoverRow)`
    SELECT version FROM projection_versions v
    WHERE projection = ${model.name} AND shape = ${model.shape} AND (state = any(${states}) OR (state = 'dropped'
      AND changed_at < clock_timestamp() - ${2 * graceMs}::int4 * interval '1 millisecond'
      AND to_regclass(${model.tables[0] ?? ''} || '_v' || version) IS NOT NULL))`);
  for (const { version } of leftovers) await discardVersion(db, model, version);
}

/** Deletes what the pipeline stores about a version. A process that still feeds it finds no checkpoints and stops. */
async function deletePipelineState(tx: DatabaseTransactionConnection, key: VersionKey): Promise<void> {
  const { name, version } = key;
  await deleteCheckpoints(tx, key);
  await tx.query(sql.unsafe`DELETE FROM parked_streams WHERE projection = ${name} AND version = ${version}`);
  await tx.query(sql.unsafe`DELETE FROM erased_owners WHERE projection = ${name} AND version = ${version}`);
}

async function dropTables(tx: DatabaseTransactionConnection, model: Model, version: number): Promise<void> {
  for (const base of model.tables) await tx.query(sql.unsafe`DROP TABLE IF EXISTS ${tableOf(base, version)}`);
}
