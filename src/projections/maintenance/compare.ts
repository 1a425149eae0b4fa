import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { tableOf } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';

/** A row that is not the same in both tables; `columns` are those that differ. Values only where they were asked for. */
export type Difference = Readonly<{
  table: string;
  id: string;
  kind: 'changed' | 'missing' | 'extra';
  columns: readonly string[];
  values?: Readonly<Record<string, readonly [live: string | null, rebuilt: string | null]>>;
}>;

export type Comparison = Readonly<{ table: string; rows: number; different: number; first: readonly Difference[] }>;

/** One side of a comparison: a table as one connection sees it, without the rows of `without`. */
export type Side = Readonly<{ db: CommonQueryMethods; version: number }>;

const buckets = 1_024;

type BucketRow = { bucket: number; rows: number; sum: string };
const bucketRow = rowType<BucketRow>();

const from = (base: string, { version }: Side, without: readonly string[]): FragmentSqlToken =>
  sql.fragment`FROM ${tableOf(base, version)} t WHERE NOT id::text = any(${sql.array([...without], 'text')})`;

const bucketOf = sql.fragment`mod(hashtext(id::text) & 2147483647, ${buckets}::int4)`;

/** Rows of a table by a part of their ids: how many, and a sum of hashes that does not depend on their order. */
async function readBuckets(
  base: string,
  side: Side,
  without: readonly string[],
): Promise<ReadonlyMap<number, BucketRow>> {
  const rows = await side.db.any(sql.type(bucketRow)`
    SELECT bucket, count(*)::int4 AS rows, sum(hashtextextended(text, 0)::numeric)::text AS sum
    FROM (SELECT ${bucketOf} AS bucket, t::text AS text ${from(base, side, without)}) AS hashed
    GROUP BY bucket`);
  return new Map(rows.map((row) => [row.bucket, row]));
}

const hashedRow = rowType<{ id: string; hash: string }>();

/** The rows of some buckets by their ids. */
async function readHashes(base: string, side: Side, without: readonly string[], wanted: readonly number[]) {
  const rows = await side.db.any(sql.type(hashedRow)`
    SELECT id::text, md5(t::text) AS hash ${from(base, side, without)} AND ${bucketOf} = any(${sql.array([...wanted], 'int4')})`);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

const cellRow = rowType<{ id: string; name: string; value: string | null }>();

async function readCells(base: string, { db, version }: Side, ids: readonly string[]) {
  const rows = await db.any(sql.type(cellRow)`
    SELECT t.id::text, cell.key AS name, cell.value
    FROM ${tableOf(base, version)} t, LATERAL jsonb_each_text(to_jsonb(t)) AS cell
    WHERE id::text = any(${sql.array([...ids], 'text')})`);
  const byId = Map.groupBy(rows, ({ id }) => id);
  return (id: string) => new Map(byId.get(id)?.map(({ name, value }) => [name, value]));
}

const firstFew = 10;

/**
 * Compares the two versions of a table row by row, without the rows of some ids: sums over parts of the table tell which parts
 * differ, and only of those the rows are looked at.
 */
export async function compareTables(
  base: string,
  live: Side,
  rebuilt: Side,
  { without = [], show = false }: Readonly<{ without?: readonly string[]; show?: boolean }> = {},
): Promise<Comparison> {
  const [ours, theirs] = await Promise.all([readBuckets(base, live, without), readBuckets(base, rebuilt, without)]);
  const rows = [...ours.values()].reduce((sum, bucket) => sum + bucket.rows, 0);
  const unlike = [...new Set([...ours.keys(), ...theirs.keys()])].filter((bucket) => {
    const [one, other] = [ours.get(bucket), theirs.get(bucket)];
    return one?.sum !== other?.sum || one?.rows !== other?.rows;
  });
  if (unlike.length === 0) return { table: base, rows, different: 0, first: [] };

  const [here, there] = await Promise.all([
    readHashes(base, live, without, unlike),
    readHashes(base, rebuilt, without, unlike),
  ]);
  const ids = [...new Set([...here.keys(), ...there.keys()])].filter((id) => here.get(id) !== there.get(id)).sort();
  const few = ids.slice(0, firstFew);
  const [liveCells, rebuiltCells] = await Promise.all([readCells(base, live, few), readCells(base, rebuilt, few)]);
  const first = few.map((id): Difference => {
    const [one, other] = [liveCells(id), rebuiltCells(id)];
    const names = [...new Set([...one.keys(), ...other.keys()])];
    const columns = names.filter((name) => one.get(name) !== other.get(name)).sort();
    const kind = !here.has(id) ? 'missing' : !there.has(id) ? 'extra' : 'changed';
    const pairs = columns.map((name) => [name, [one.get(name) ?? null, other.get(name) ?? null] as const]);
    return { table: base, id, kind, columns, ...(show && { values: Object.fromEntries(pairs) }) };
  });
  return { table: base, rows, different: ids.length, first };
}
