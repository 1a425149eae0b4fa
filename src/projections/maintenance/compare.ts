import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { tableOf } from '../core/model.ts';
import { rowType } from '../core/rows.ts';

/**
 * A row that differs between a live table and its rebuilt copy, and the differing columns. `values` is present only if
 * the caller asked for it.
 */
export type Difference = Readonly<{
  table: string;
  id: string;
  kind: 'changed' | 'missing' | 'extra';
  columns: readonly string[];
  values?: Readonly<Record<string, readonly [live: string | null, rebuilt: string | null]>>;
}>;

/** The result for one table: the number of live rows, the number of differing rows, and the first few differences. */
export type Comparison = Readonly<{ table: string; rows: number; different: number; first: readonly Difference[] }>;

/** One of the two compared tables: the version of the read model, and the connection that reads it. */
export type Side = Readonly<{ db: CommonQueryMethods; version: number }>;

export type TableComparison = Readonly<{
  /** The table's name without the version suffix. */
  table: string;
  live: Side;
  rebuilt: Side;
  /** The ids of the rows that the comparison leaves out, or those with which their ids begin before a slash. */
  without?: readonly string[];
  /** Whether the result includes the values that differ. */
  show?: boolean;
}>;

const buckets = 1_024;
const shownDifferences = 10;

/**
 * Compares the rows of two versions of a table. Divides the ids into buckets, compares a sum of row hashes per bucket,
 * and reads the single rows only of buckets whose sums differ.
 */
export async function compareTables(comparison: TableComparison): Promise<Comparison> {
  const { table, live, rebuilt } = comparison;
  const without = comparison.without ?? [];
  const [liveBuckets, rebuiltBuckets] = await Promise.all([
    readBuckets(table, live, without),
    readBuckets(table, rebuilt, without),
  ]);
  const rows = [...liveBuckets.values()].reduce((sum, bucket) => sum + bucket.rows, 0);
  const unlike = [...new Set([...liveBuckets.keys(), ...rebuiltBuckets.keys()])].filter((bucket) => {
    const [one, other] = [liveBuckets.get(bucket), rebuiltBuckets.get(bucket)];
    return one?.sum !== other?.sum || one?.rows !== other?.rows;
  });
  if (unlike.length === 0) return { table, rows, different: 0, first: [] };

  const [liveHashes, rebuiltHashes] = await Promise.all([
    readHashes(table, live, without, unlike),
    readHashes(table, rebuilt, without, unlike),
  ]);
  const ids = [...new Set([...liveHashes.keys(), ...rebuiltHashes.keys()])]
    .filter((id) => liveHashes.get(id) !== rebuiltHashes.get(id))
    .sort();
  return {
    table,
    rows,
    different: ids.length,
    first: await readDifferences(comparison, ids.slice(0, shownDifferences)),
  };
}

async function readDifferences(
  { table, live, rebuilt, show = false }: TableComparison,
  ids: readonly string[],
): Promise<readonly Difference[]> {
  const [liveCells, rebuiltCells] = await Promise.all([readCells(table, live, ids), readCells(table, rebuilt, ids)]);
  return ids.map((id) => {
    const [one, other] = [liveCells(id), rebuiltCells(id)];
    const names = [...new Set([...one.keys(), ...other.keys()])];
    const columns = names.filter((name) => one.get(name) !== other.get(name)).sort();
    const kind = one.size === 0 ? 'missing' : other.size === 0 ? 'extra' : 'changed';
    const pairs = columns.map((name) => [name, [one.get(name) ?? null, other.get(name) ?? null] as const]);
    return { table, id, kind, columns, ...(show && { values: Object.fromEntries(pairs) }) };
  });
}

const from = (table: string, { version }: Side, without: readonly string[]): FragmentSqlToken =>
  sql.fragment`FROM ${tableOf(table, version)} t WHERE NOT split_part(id::text, '/', 1) = any(${sql.array([...without], 'text')})`;

const bucketOf = sql.fragment`mod(hashtext(id::text) & 2147483647, ${buckets}::int4)`;

type BucketRow = { bucket: number; rows: number; sum: string };
const bucketRow = rowType<BucketRow>();

/** The number of rows in each bucket of ids, and the sum of the hashes of these rows, in which order is irrelevant. */
async function readBuckets(
  table: string,
  side: Side,
  without: readonly string[],
): Promise<ReadonlyMap<number, BucketRow>> {
  const rows = await side.db.any(sql.type(bucketRow)`
    SELECT bucket, count(*)::int4 AS rows, sum(hashtextextended(text, 0)::numeric)::text AS sum
    FROM (SELECT ${bucketOf} AS bucket, t::text AS text ${from(table, side, without)}) AS hashed
    GROUP BY bucket`);
  return new Map(rows.map((row) => [row.bucket, row]));
}

const hashRow = rowType<{ id: string; hash: string }>();

/** The hashes of the rows whose ids are in the given buckets, by row id. */
async function readHashes(
  table: string,
  side: Side,
  without: readonly string[],
  inBuckets: readonly number[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await side.db.any(sql.type(hashRow)`
    SELECT id::text, md5(t::text) AS hash ${from(table, side, without)}
      AND ${bucketOf} = any(${sql.array([...inBuckets], 'int4')})`);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

const cellRow = rowType<{ id: string; name: string; value: string | null }>();

/** Reads rows. Returns a function from a row id to its columns as text, which are none if the row does not exist. */
async function readCells(table: string, { db, version }: Side, ids: readonly string[]) {
  const rows = await db.any(sql.type(cellRow)`
    SELECT t.id::text, cell.key AS name, cell.value
    FROM ${tableOf(table, version)} t, LATERAL jsonb_each_text(to_jsonb(t)) AS cell
    WHERE id::text = any(${sql.array([...ids], 'text')})`);
  const byId = Map.groupBy(rows, ({ id }) => id);
  return (id: string) => new Map(byId.get(id)?.map(({ name, value }) => [name, value]));
}
