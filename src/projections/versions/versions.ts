import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { ensureCheckpoints, limitLocks } from '../core/checkpoints.ts';
import { readLayout } from '../core/lanes.ts';
import { type Model, type Projection, tableOf } from '../core/projection.ts';
import { pause, retry } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { modelFor, readTopology, type Version } from './topology.ts';

/** What was asked of a version can't be done; the message says why. */
export class VersionRefusal extends Error {}

/** Who changes versions lets go when it freezes, also behind a pooler, and waits for a lock no longer than a worker does. */
const changing = <Result>(
  db: DatabasePool,
  change: (tx: DatabaseTransactionConnection) => Promise<Result>,
): Promise<Result> =>
  db.transaction(async (tx) => {
    await limitLocks(tx);
    return change(tx);
  });

const numberRow = rowType<{ number: number }>();
const sourceRow = rowType<{ version: number }>();

/**
 * Makes the tables of a new version like those of one with the same shape, or like `<table>_shape<n>` where a migration has
 * brought a new shape, with checkpoints at the log's beginning. Numbers are never used again, except those of shadows.
 */
export async function createVersion(db: DatabasePool, model: Model, state: 'building' | 'shadow'): Promise<Projection> {
  return changing(db, async (tx) => {
    const { number } = await tx.one(sql.type(numberRow)`
      WITH locked AS MATERIALIZED (SELECT version FROM projection_versions WHERE projection = ${model.name} FOR UPDATE)
      SELECT ${state === 'shadow' ? sql.fragment`least(min(version), 0) - 1` : sql.fragment`greatest(max(version), 0) + 1`} AS number
      FROM locked`);
    const source = await tx.maybeOne(sql.type(sourceRow)`
      SELECT version FROM projection_versions
      WHERE projection = ${model.name} AND shape = ${model.shape} AND state IN ('live', 'standby') ORDER BY version LIMIT 1`);
    for (const base of model.tables) {
      const like = source ? tableOf(base, source.version) : sql.identifier([`${base}_shape${model.shape}`]);
      // Never unlogged: a crash of Postgres would empty the tables, and not take back their checkpoints.
      await tx.query(sql.unsafe`CREATE TABLE ${tableOf(base, number)} (LIKE ${like} INCLUDING ALL)`);
    }
    await tx.query(sql.unsafe`
      INSERT INTO projection_versions (projection, version, shape, state)
      VALUES (${model.name}, ${number}, ${model.shape}, ${state})`);
    const projection = model.forVersion(number);
    // A change of the number of lanes that is under way comes first, and what was read before it would find no lanes.
    await tx.query(sql.unsafe`SELECT FROM lane_layout FOR SHARE`);
    await ensureCheckpoints(tx, await readLayout(tx), [projection]);
    return projection;
  });
}

/** Takes away all that belongs to a version but its entry. Whoever still carries it finds no checkpoints, and leaves it alone. */
async function forget(tx: DatabaseTransactionConnection, name: string, version: number): Promise<void> {
  // A pipeline that starts may be about to make them anew, for it looked before the drop; nobody ever starts on a shadow.
  if (version > 0) await tx.query(sql.unsafe`LOCK TABLE projection_checkpoints IN EXCLUSIVE MODE`);
  await tx.query(sql.unsafe`DELETE FROM projection_checkpoints WHERE projection = ${name} AND version = ${version}`);
  await tx.query(sql.unsafe`DELETE FROM parked_streams WHERE projection = ${name} AND version = ${version}`);
  await tx.query(sql.unsafe`DELETE FROM erased_owners WHERE projection = ${name} AND version = ${version}`);
}

const dropTables = async (tx: DatabaseTransactionConnection, model: Model, version: number): Promise<void> => {
  for (const base of model.tables) await tx.query(sql.unsafe`DROP TABLE IF EXISTS ${tableOf(base, version)}`);
};

/** How long readers of a version that was dropped may take to hear of it. */
const graceMs = 3_000;

/** Drops a version that does not answer queries: from this moment on it is not fed, and its tables go as soon as nobody reads them. */
export async function dropVersion(
  db: DatabasePool,
  models: readonly Model[],
  name: string,
  version: number,
  { waitMs = graceMs, signal = new AbortController().signal } = {},
): Promise<void> {
  const model = await changing(db, async (tx) => {
    const entry = await entryOf(tx, name, version);
    if (entry.state === 'live')
      throw new VersionRefusal(`Version ${version} of ${name} answers queries; use another first.`);
    const known = modelFor(models, entry);
    if (!known) throw new VersionRefusal(`This build does not know the tables of version ${version} of ${name}.`);
    await setState(tx, name, version, 'dropped');
    await forget(tx, name, version);
    return known;
  });
  await pause(waitMs, signal);
  await retry(() => changing(db, (tx) => dropTables(tx, model, version)));
}

/** Removes a shadow, or a version that was never fed by anybody but its rebuild. */
export async function discardVersion(db: DatabasePool, model: Model, version: number): Promise<void> {
  await changing(db, async (tx) => {
    await setState(tx, model.name, version, 'dropped');
    await forget(tx, model.name, version);
    await dropTables(tx, model, version);
    if (version < 0) {
      await tx.query(sql.unsafe`
        DELETE FROM projection_versions WHERE projection = ${model.name} AND version = ${version}`);
    }
  });
}

const lefts = { rebuild: ['building', 'joining'], verify: ['shadow'] } as const;
const leftRow = rowType<{ version: number; state: string }>();

/** Removes what rebuilds or verifications have left that were killed, and tables whose drop was. Only under the lease of these. */
export async function removeLeftovers(db: DatabasePool, model: Model, kind: 'rebuild' | 'verify'): Promise<void> {
  const left = await db.any(sql.type(leftRow)`
    SELECT version, state FROM projection_versions v
    WHERE projection = ${model.name} AND shape = ${model.shape} AND (state = any(${sql.array([...lefts[kind]], 'text')}) OR (state = 'dropped'
      AND changed_at < clock_timestamp() - ${2 * graceMs}::int4 * interval '1 millisecond'
      AND to_regclass(${model.tables[0] ?? ''} || '_v' || version) IS NOT NULL))`);
  for (const { version } of left) await discardVersion(db, model, version);
}

/** Feeds a version from now on: every pipeline whose build knows its shape takes it up within a second or two. */
export async function startFeeding(db: DatabasePool, { name, version }: Projection): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE projection_versions SET state = 'joining', changed_at = clock_timestamp()
    WHERE projection = ${name} AND version = ${version} AND state = 'building'`);
}

const behindRow = rowType<{ behind: boolean }>();

/**
 * Lets queries read a version, unless any lane of it stands behind the version that they read now: then it answers false, and
 * nothing has changed.
 */
export async function useVersion(db: DatabasePool, name: string, version: number): Promise<boolean> {
  return changing(db, async (tx) => {
    const entry = await entryOf(tx, name, version);
    if (entry.state === 'live') return true;
    if (entry.state === 'building') throw new VersionRefusal(`Version ${version} of ${name} is still being built.`);
    if (entry.paused) throw new VersionRefusal(`Version ${version} of ${name} is paused; resume it first.`);
    // A lane that was never fed, of the one or the other, stands at the log's beginning.
    const { behind } = await tx.one(sql.type(behindRow)`
      SELECT coalesce(bool_or(coalesce(fresh.position, 0) < old.position), false) AS behind
      FROM projection_versions v
      JOIN projection_checkpoints old ON old.projection = v.projection AND old.version = v.version
      LEFT JOIN projection_checkpoints fresh ON fresh.projection = v.projection AND fresh.version = ${version}
        AND fresh.layout = old.layout AND fresh.lane = old.lane
      WHERE v.projection = ${name} AND v.state = 'live'`);
    if (behind) return false;
    await tx.query(sql.unsafe`
      UPDATE projection_versions SET state = 'standby', changed_at = clock_timestamp()
      WHERE projection = ${name} AND state = 'live'`);
    await setState(tx, name, version, 'live');
    return true;
  });
}

/** Stops feeding every version of a read model; its checkpoints stay, and other read models go on. */
export async function pauseProjection(db: DatabasePool, name: string): Promise<void> {
  await changing(db, async (tx) => {
    await known(tx, name);
    await tx.query(sql.unsafe`
      UPDATE projection_versions SET paused = true, changed_at = clock_timestamp() WHERE projection = ${name} AND version > 0`);
  });
  // Whoever holds a checkpoint has begun before; afterwards nobody moves one.
  await retry(() =>
    changing(db, (tx) =>
      tx.query(
        sql.unsafe`SELECT FROM projection_checkpoints WHERE projection = ${name} ORDER BY lane, version FOR UPDATE`,
      ),
    ),
  );
}

/** Feeds a version again. */
export async function unpauseVersion(db: DatabasePool, name: string, version: number): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE projection_versions SET paused = false, changed_at = clock_timestamp()
    WHERE projection = ${name} AND version = ${version}`);
}

/** The read model's versions; throws where there is none. */
export async function listVersions(db: CommonQueryMethods, name: string): Promise<readonly Version[]> {
  const { versions } = await readTopology(db);
  const own = versions.filter(({ projection }) => projection === name);
  if (own.length === 0) throw new VersionRefusal(`There is no projection ${name}.`);
  return own;
}

const entryRow = rowType<Version>();

async function entryOf(tx: DatabaseTransactionConnection, name: string, version: number): Promise<Version> {
  await known(tx, name);
  const entry = await tx.maybeOne(sql.type(entryRow)`
    SELECT projection, version, shape, state, paused FROM projection_versions
    WHERE projection = ${name} AND version = ${version} AND state IN ('building', 'joining', 'standby', 'live')`);
  if (!entry) throw new VersionRefusal(`There is no version ${version} of ${name}.`);
  return entry;
}

/** Who changes a read model's versions takes turns. */
async function known(tx: DatabaseTransactionConnection, name: string): Promise<void> {
  const rows = await tx.any(sql.unsafe`
    SELECT FROM projection_versions WHERE projection = ${name} ORDER BY version FOR UPDATE`);
  if (rows.length === 0) throw new VersionRefusal(`There is no projection ${name}.`);
}

const setState = (tx: DatabaseTransactionConnection, name: string, version: number, state: string) =>
  tx.query(sql.unsafe`
    UPDATE projection_versions SET state = ${state}, changed_at = clock_timestamp()
    WHERE projection = ${name} AND version = ${version}`);
