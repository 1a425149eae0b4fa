import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { limitLocks } from '../core/lock-limits.ts';
import type { VersionKey } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';
import { readTopology, type Version, type VersionState } from './topology.ts';

/** Refuses a request about a version of a read model, such as dropping the live one. The message says why. */
export class VersionRefusal extends Error {}

/** Changes the table of versions in a transaction, which waits for a lock no longer than a worker does. */
export const changeRegistry = <Result>(
  db: DatabasePool,
  change: (tx: DatabaseTransactionConnection) => Promise<Result>,
): Promise<Result> =>
  db.transaction(async (tx) => {
    await limitLocks(tx);
    return change(tx);
  });

/** The versions of a read model that have tables, except shadow tables. Throws when there is none. */
export async function listVersions(db: CommonQueryMethods, name: string): Promise<readonly Version[]> {
  const { versions } = await readTopology(db);
  const own = versions.filter(({ projection }) => projection === name);
  if (own.length === 0) throw unknownReadModel(name);
  return own;
}

const versionRow = rowType<Version>();

/** Reads one version and locks all versions of its read model. Throws when the version does not exist. */
export async function lockVersion(tx: DatabaseTransactionConnection, { name, version }: VersionKey): Promise<Version> {
  await lockVersions(tx, name);
  const entry = await tx.maybeOne(sql.type(versionRow)`
    SELECT projection, version, shape, state, paused FROM projection_versions
    WHERE projection = ${name} AND version = ${version} AND state IN ('building', 'joining', 'standby', 'live')`);
  if (!entry) throw new VersionRefusal(`There is no version ${version} of ${name}.`);
  return entry;
}

/** Locks all versions of a read model until the transaction ends, so that changes of them run one after the other. */
export async function lockVersions(tx: DatabaseTransactionConnection, name: string): Promise<void> {
  const rows = await tx.any(sql.unsafe`
    SELECT FROM projection_versions WHERE projection = ${name} ORDER BY version FOR UPDATE`);
  if (rows.length === 0) throw unknownReadModel(name);
}

const unknownReadModel = (name: string) => new VersionRefusal(`There is no read model ${name}.`);

export async function setState(
  tx: DatabaseTransactionConnection,
  { name, version }: VersionKey,
  state: VersionState | 'dropped',
): Promise<void> {
  await tx.query(sql.unsafe`
    UPDATE projection_versions SET state = ${state}, changed_at = clock_timestamp()
    WHERE projection = ${name} AND version = ${version}`);
}
