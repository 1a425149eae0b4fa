import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { idOf } from '../../events/event.ts';
import { readLayout } from '../core/lanes.ts';
import type { Model, Projection } from '../core/projection.ts';
import { reasonOf, retry } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { modelFor } from '../versions/topology.ts';
import { createVersion, discardVersion, listVersions, removeLeftovers, VersionRefusal } from '../versions/versions.ts';
import { type Comparison, compareTables } from './compare.ts';
import { type Target, VersionGone } from './fill.ts';
import {
  createProgressCounter,
  fillDespiteOutages,
  type Maintenance,
  type ProgressCounter,
  patienceOf,
  runExclusively,
} from './maintenance.ts';
import { openTransaction } from './open-transaction.ts';

export type VerifyOptions = Maintenance &
  Readonly<{
    /** Another version than the live one. */
    version?: number;
    /** Tells the values that differ, which may be personal. @defaultValue false */
    show?: boolean;
  }>;

/** A stream with an event at `position` that this build can't apply, for a reason without what people typed. */
type Unapplied = Readonly<{ stream: string; position: bigint; reason: string }>;

/**
 * Rows of streams that the version has parked, and of those that it has taken in but this build can't, are left out of the
 * comparison; `same` if there are none of the latter, and all other rows are alike.
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

/** How long the snapshot of the live rows may be kept while the shadow is brought up to it. */
const snapshotMs = 10 * 60_000;
/** How long a statement may read a large table, which is longer than any of the service may. */
const readingMs = 60 * 60_000;

/**
 * Makes the rows of a version anew out of the log, in shadow tables, up to where the version stands, lane by lane, and compares.
 * The version goes on being fed and read. The shadow is removed in the end, and after a kill by the next verification.
 */
export async function verify(options: VerifyOptions, name: string): Promise<Verification> {
  const { db, models, logger } = options;
  const versions = await listVersions(db, name);
  const entry = versions.find(({ version, state }) =>
    options.version === undefined ? state === 'live' : version === options.version && state !== 'building',
  );
  const model = entry && modelFor(models, entry);
  if (!model) throw new VersionRefusal(`There is no version of ${name} that this build can verify.`);
  return runExclusively(options, `verify/${name}`, async (signal) => {
    const start = performance.now();
    await removeLeftovers(db, model, 'verify');
    const subject = model.forVersion(entry.version);
    const work = { ...options, signal };
    const progress = createProgressCounter(options.onProgress);
    const shadow = await retry(() => createVersion(db, model, 'shadow'), patienceOf(work));
    try {
      const reach = () => fillDespiteOutages(work, shadow, () => targetOf(db, subject), progress);
      progress.head((await retry(() => targetOf(db, subject), patienceOf(work))).mustShow);
      await reach();
      await reach();
      progress.phase('comparing');
      // With a connection that is lost, its snapshot is, and all that was compared with it.
      const compared = await retry(() => compare(work, model, subject, shadow, progress), patienceOf(work));
      const same = compared.unapplied.length === 0 && compared.tables.every(({ different }) => different === 0);
      const seconds = (performance.now() - start) / 1_000;
      return { projection: name, version: subject.version, same, ...compared, events: progress.events(), seconds };
    } catch (error) {
      if (!(error instanceof VersionGone)) throw error;
      throw new VersionRefusal('The lanes have changed, or the shadow was removed, meanwhile; verify again.');
    } finally {
      // Whoever has stopped the verification has not stopped this.
      await retry(() => discardVersion(db, model, shadow.version), patienceOf({ logger })).catch((error) =>
        logger.warn('The shadow could not be removed; the next verification will', { reason: reasonOf(error) }),
      );
    }
  });
}

/** Brings the shadow to where the version stands at one moment, and compares it with the version's rows of that moment. */
async function compare(
  work: VerifyOptions & { signal: AbortSignal },
  model: Model,
  subject: Projection,
  shadow: Projection,
  progress: ProgressCounter,
): Promise<Pick<Verification, 'tables' | 'parked' | 'unapplied'>> {
  const { db, show = false } = work;
  await using snapshot = await snapshotOf(db);
  const target = await targetOf(snapshot.tx, subject);
  await fillDespiteOutages(work, shadow, async () => target, progress);
  const parked = (await readParked(snapshot.tx, subject)).map(({ stream }) => stream);
  const left = new Set(parked);
  const unapplied = (await readParked(db, shadow)).filter(({ stream }) => !left.has(stream));
  const without = [...parked, ...unapplied.map(({ stream }) => stream)].map(idOf);
  const live = { db: snapshot.tx, version: subject.version };
  await using made = await openTransaction(db, readAtLeisure);
  const rebuilt = { db: made.tx, version: shadow.version };
  const tables: Comparison[] = [];
  for (const table of model.tables) {
    tables.push(await compareTables(table, live, rebuilt, { without, show }));
  }
  return { tables, parked, unapplied };
}

/** All that is read in it is of one moment; nothing is locked. */
const snapshotOf = (db: DatabasePool) =>
  openTransaction(db, async (tx) => {
    await tx.query(sql.unsafe`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
    await readAtLeisure(tx);
  });

/** For this transaction alone, so that it works through a pooler as well. */
async function readAtLeisure(tx: DatabaseTransactionConnection): Promise<void> {
  await tx.query(sql.unsafe`
    SELECT set_config('idle_in_transaction_session_timeout', ${String(snapshotMs)}, true),
      set_config('statement_timeout', ${String(readingMs)}, true)`);
}

const checkpointRow = rowType<{ lane: number; position: bigint; shown: bigint | null }>();

/** Where each lane of a version stands. */
async function targetOf(db: CommonQueryMethods, { name, version }: Projection): Promise<Target> {
  const { layout } = await readLayout(db);
  const rows = await db.any(sql.type(checkpointRow)`
    SELECT lane, position, event_position AS shown FROM projection_checkpoints
    WHERE projection = ${name} AND version = ${version} AND layout = ${layout}`);
  const positions = new Map(rows.map(({ lane, position }) => [lane, position]));
  const mustShow = rows.reduce((highest, { shown }) => (shown !== null && shown > highest ? shown : highest), 0n);
  return { of: (lane) => positions.get(lane) ?? 0n, mustShow };
}

const parkedRow = rowType<Unapplied>();

async function readParked(db: CommonQueryMethods, { name, version }: Projection): Promise<readonly Unapplied[]> {
  return db.any(sql.type(parkedRow)`
    SELECT stream, position, reason FROM parked_streams
    WHERE projection = ${name} AND version = ${version} ORDER BY stream`);
}
