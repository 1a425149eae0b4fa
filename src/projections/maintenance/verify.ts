import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { parseStream } from '../../events/streams.ts';
import { readLanes } from '../core/checkpoints.ts';
import { readLayout } from '../core/lanes.ts';
import type { Model } from '../core/model.ts';
import type { Projection, VersionKey } from '../core/projection.ts';
import { reasonOf, retry } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { createVersion } from '../versions/create-version.ts';
import { discardVersion, removeLeftovers } from '../versions/drop-version.ts';
import { listVersions, VersionRefusal } from '../versions/registry.ts';
import { modelFor } from '../versions/topology.ts';
import { fillDespiteOutages } from './catch-up.ts';
import { type Comparison, compareTables } from './compare.ts';
import { type FillTarget, VersionGone } from './fill/apply-page.ts';
import { openTransaction } from './open-transaction.ts';
import { type MaintenanceOptions, type MaintenanceRun, outageRetryOf } from './options.ts';
import { createProgressCounter, type ProgressCounter } from './progress-counter.ts';
import { runExclusively } from './run-exclusively.ts';

export type VerifyOptions = MaintenanceOptions &
  Readonly<{
    /** The version to verify. @defaultValue the live version */
    version?: number;
    /** Whether the result includes the differing values, which may be personal data. @defaultValue false */
    show?: boolean;
  }>;

/** A stream with an event at `position` that this build cannot apply. The reason contains nothing that users typed. */
type Unapplied = Readonly<{ stream: string; position: bigint; reason: string }>;

/**
 * The result of a verification. The comparison leaves out the rows of the streams in `parked`, which the version has
 * parked, and in `unapplied`, which this build cannot apply. `same`: `unapplied` is empty and all other rows are equal.
 */
export type Verification = Readonly<{
  projection: string;
  version: number;
  same: boolean;
  tables: readonly Comparison[];
  parked: readonly string[];
  unapplied: readonly Unapplied[];
  events: number;
  seconds: number;
}>;

/**
 * Compares a version with shadow tables that are filled from the log up to the version's checkpoints. Meanwhile the
 * version remains in use. The shadow tables are removed at the end; after a kill, the next verification removes them.
 */
export async function verify(options: VerifyOptions, name: string): Promise<Verification> {
  const { db } = options;
  const { model, version } = await chooseVersion(options, name);
  return runExclusively(options, `verify/${name}`, async (signal) => {
    const start = performance.now();
    await removeLeftovers(db, model, 'verify');
    const subject = model.forVersion(version);
    const run = { ...options, signal };
    const progress = createProgressCounter(options.onProgress);
    const compared = await compareWithShadow(run, model, subject, progress);
    const same = compared.unapplied.length === 0 && compared.tables.every(({ different }) => different === 0);
    const seconds = (performance.now() - start) / 1_000;
    return { projection: name, version, same, ...compared, events: progress.events(), seconds };
  });
}

async function chooseVersion({ db, models, version: wanted }: VerifyOptions, name: string) {
  const entry = (await listVersions(db, name)).find(({ version, state }) =>
    wanted === undefined ? state === 'live' : version === wanted && state !== 'building',
  );
  const model = entry && modelFor(models, entry);
  if (!model) throw new VersionRefusal(`There is no version of ${name} that this build can verify.`);
  return { model, version: entry.version };
}

type Compared = Pick<Verification, 'tables' | 'parked' | 'unapplied'>;
type VerifyRun = VerifyOptions & MaintenanceRun;

async function compareWithShadow(
  run: VerifyRun,
  model: Model,
  subject: Projection,
  progress: ProgressCounter,
): Promise<Compared> {
  const { db, logger } = run;
  const shadow = await retry(() => createVersion(db, model, 'shadow'), outageRetryOf(run));
  try {
    const catchUp = () => fillDespiteOutages(run, shadow, () => readTarget(db, subject), progress);
    progress.head((await retry(() => readTarget(db, subject), outageRetryOf(run))).newest);
    await catchUp();
    await catchUp();
    progress.phase('comparing');
    // When a connection is lost, its Postgres snapshot is lost too, so the comparison starts again.
    return await retry(() => compare(run, { model, subject, shadow }, progress), outageRetryOf(run));
  } catch (error) {
    if (!(error instanceof VersionGone)) throw error;
    throw new VersionRefusal('The lanes have changed, or the shadow was removed, meanwhile; verify again.');
  } finally {
    await retry(() => discardVersion(db, model, shadow.version), outageRetryOf({ logger })).catch((error) =>
      logger.warn('The shadow could not be removed; the next verification will', { reason: reasonOf(error) }),
    );
  }
}

type Sides = Readonly<{ model: Model; subject: Projection; shadow: Projection }>;

/**
 * Opens a Postgres snapshot, fills the shadow tables up to the version's checkpoints in that snapshot, and compares the
 * shadow tables with the version's rows in the snapshot.
 */
async function compare(
  run: VerifyRun,
  { model, subject, shadow }: Sides,
  progress: ProgressCounter,
): Promise<Compared> {
  const { db, show = false } = run;
  await using snapshot = await openSnapshot(db);
  const target = await readTarget(snapshot.tx, subject);
  await fillDespiteOutages(run, shadow, async () => target, progress);
  const parked = (await listUnapplied(snapshot.tx, subject)).map(({ stream }) => stream);
  const unapplied = (await listUnapplied(db, shadow)).filter(({ stream }) => !parked.includes(stream));
  // The id of a row is, or begins with, the id of its stream, or in the read model `changes` the stream's whole name.
  const without = [...parked, ...unapplied.map(({ stream }) => stream)].flatMap((each) => [each, parseStream(each).id]);
  const live = { db: snapshot.tx, version: subject.version };
  await using shadowTransaction = await openTransaction(db, allowLongReads);
  const rebuilt = { db: shadowTransaction.tx, version: shadow.version };
  const tables: Comparison[] = [];
  for (const table of model.tables) tables.push(await compareTables({ table, live, rebuilt, without, show }));
  return { tables, parked, unapplied };
}

/** How long the transaction with the snapshot of the version's rows may idle while the shadow tables are filled. */
const snapshotMs = 10 * 60_000;
/** The timeout of an SQL statement that reads a large table. Statements of the service have a shorter one. */
const readMs = 60 * 60_000;

/** Opens a read-only transaction in which all statements see the same state of the database. It locks no rows. */
const openSnapshot = (db: DatabasePool) =>
  openTransaction(db, async (tx) => {
    await tx.query(sql.unsafe`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
    await allowLongReads(tx);
  });

/** Extends the timeouts of this transaction only, because a pooler shares connections with other transactions. */
async function allowLongReads(tx: DatabaseTransactionConnection): Promise<void> {
  await tx.query(sql.unsafe`
    SELECT set_config('idle_in_transaction_session_timeout', ${String(snapshotMs)}, true),
      set_config('statement_timeout', ${String(readMs)}, true)`);
}

/** The target for filling shadow tables: the checkpoints of the version to verify. */
async function readTarget(db: CommonQueryMethods, version: VersionKey): Promise<FillTarget> {
  const lanes = await readLanes(db, version, await readLayout(db));
  const newest = [...lanes.values()].reduce(
    (highest, { newest: next }) => (next && next > highest ? next : highest),
    0n,
  );
  return { positionOf: (lane) => lanes.get(lane)?.position ?? 0n, newest };
}

const unappliedRow = rowType<Unapplied>();

const listUnapplied = (db: CommonQueryMethods, { name, version }: VersionKey): Promise<readonly Unapplied[]> =>
  db.any(sql.type(unappliedRow)`
    SELECT stream, position, reason FROM parked_streams
    WHERE projection = ${name} AND version = ${version} ORDER BY stream`);
