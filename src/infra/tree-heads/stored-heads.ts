import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { SignedTreeHead, StreamHead } from '../../ports/tree-heads.ts';
import { bucketOf, buckets } from './merkle-tree.ts';
import { parseTreeHead } from './tree-head-keys.ts';

/** A head with the account whose history the stream is. */
export type OwnedHead = StreamHead & Readonly<{ owner: Owner }>;

const signedRow = z.object({ text: z.string(), signature: z.string() });
const headRow = z.object({ stream: z.string(), revision: z.number(), chain: z.string(), position: z.bigint() });
const insertedRow = z.object({ inserted: z.number() });
const bucketRow = z.object({ bucket: z.number(), hash: z.string() });
const leavesRow = z.object({ bucket: z.number(), leaves: z.array(z.string()) });
const allBucketsRow = z.object({ found: z.array(z.number()).nullable(), hashes: z.string().nullable() });

const headColumns = sql.fragment`stream, revision, encode(chain, 'hex') AS chain, position`;
/** The leaf of a head, and the same hash as `bucketHashOf`. */
const leaf = sql.fragment`
  encode(sha256(convert_to(stream || ' ' || revision || ' ' || encode(chain, 'hex'), 'UTF8')), 'hex')`;
const bucketHash = sql.fragment`
  sha256(convert_to(string_agg(leaf || chr(10), '' ORDER BY leaf COLLATE "C"), 'UTF8'))`;

/** How many heads are in memory at the same time. */
const pageSize = 5_000;
const hashDigits = 64;
/** How many buckets one statement computes, so that none takes long. */
const bucketsAtOnce = 4_096;

/** Reads the newest tree head; null before the first one. */
export async function readLastTreeHead(db: CommonQueryMethods): Promise<SignedTreeHead | null> {
  const row = await db.maybeOne(sql.type(signedRow)`
    SELECT text, signature FROM tree_heads ORDER BY number DESC LIMIT 1`);
  return row && { ...row, treeHead: parseTreeHead(row.text) };
}

export const insertTreeHead = (db: CommonQueryMethods, { treeHead, text, signature }: SignedTreeHead) =>
  db.query(sql.unsafe`
    INSERT INTO tree_heads (number, position, text, signature)
    VALUES (${treeHead.number}, ${treeHead.position}, ${text}, ${signature})`);

/** Reads the heads of these streams, as far as they have any. */
export const readHeads = (db: CommonQueryMethods, streams: readonly string[]): Promise<readonly StreamHead[]> =>
  db.any(
    sql.type(headRow)`SELECT ${headColumns} FROM stream_heads WHERE stream = ANY(${sql.array([...streams], 'text')})`,
  );

/** Reads the heads of all streams of an account, in the order of their names. */
export const headsOf = (db: CommonQueryMethods, owner: Owner): Promise<readonly StreamHead[]> =>
  db.any(sql.type(headRow)`SELECT ${headColumns} FROM stream_heads WHERE owner = ${owner} ORDER BY stream`);

/** Reads the sorted leaves of buckets. */
export async function leavesIn(
  db: CommonQueryMethods,
  wanted: Iterable<number>,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await db.any(sql.type(leavesRow)`
    SELECT bucket, array_agg(leaf ORDER BY leaf COLLATE "C") AS leaves
    FROM (SELECT bucket, ${leaf} AS leaf FROM stream_heads
          WHERE bucket = ANY(${sql.array([...wanted], 'int4')})) AS each
    GROUP BY bucket`);
  return new Map(rows.map(({ bucket, leaves }) => [bucket, leaves]));
}

/** Yields the heads after a position of the log, page by page, in the order of their positions. */
export async function* headsAfter(db: CommonQueryMethods, position: bigint): AsyncGenerator<readonly StreamHead[]> {
  for (let after = position; ; ) {
    const heads = await db.any(sql.type(headRow)`
      SELECT ${headColumns} FROM stream_heads WHERE position > ${after} ORDER BY position LIMIT ${pageSize}`);
    if (heads.length > 0) yield heads;
    if (heads.length < pageSize) return;
    after = heads.at(-1)?.position ?? after;
  }
}

/** Stores heads, and returns how many of their streams had none. */
export async function storeHeads(db: CommonQueryMethods, heads: readonly OwnedHead[]): Promise<number> {
  const rows = heads.map(({ stream, owner, revision, chain, position }) => [
    ...[stream, owner, bucketOf(stream), revision, chain, position],
  ]);
  const { inserted } = await db.one(sql.type(insertedRow)`
    WITH stored AS (
      INSERT INTO stream_heads AS h (stream, owner, bucket, revision, chain, position)
      SELECT stream, owner, bucket, revision, decode(chain, 'hex'), position
      FROM ${sql.unnest(rows, ['text', 'text', 'int4', 'int4', 'text', 'int8'])}
        AS new (stream, owner, bucket, revision, chain, position)
      ON CONFLICT (stream) DO UPDATE
        SET revision = excluded.revision, chain = excluded.chain, position = excluded.position
      RETURNING h.xmax = 0 AS is_new)
    SELECT count(*) FILTER (WHERE is_new)::int4 AS inserted FROM stored`);
  return inserted;
}

export type BucketHash = readonly [bucket: number, hash: Uint8Array];

/** Computes the hashes of buckets again, as `merkle-tree.ts` does, and stores them. */
export async function refreshBuckets(
  db: CommonQueryMethods,
  changed: Iterable<number>,
): Promise<readonly BucketHash[]> {
  const rows = await db.any(sql.type(bucketRow)`
    WITH leaves AS (
      SELECT bucket, ${leaf} AS leaf FROM stream_heads WHERE bucket = ANY(${sql.array([...changed], 'int4')}))
    INSERT INTO head_buckets AS b (bucket, hash)
    SELECT bucket, ${bucketHash} FROM leaves GROUP BY bucket
    ON CONFLICT (bucket) DO UPDATE SET hash = excluded.hash
    RETURNING bucket, encode(b.hash, 'hex') AS hash`);
  return rows.map(({ bucket, hash }) => [bucket, Buffer.from(hash, 'hex')]);
}

/** Computes the hash of each bucket that is not empty from its heads. Does not read the stored hashes. */
export async function computeBuckets(db: CommonQueryMethods): Promise<readonly BucketHash[]> {
  const all: BucketHash[] = [];
  for (let first = 0; first < buckets; first += bucketsAtOnce) {
    const rows = await db.any(sql.type(bucketRow)`
      SELECT bucket, encode(${bucketHash}, 'hex') AS hash
      FROM (SELECT bucket, ${leaf} AS leaf FROM stream_heads
            WHERE bucket >= ${first} AND bucket < ${first + bucketsAtOnce}) AS leaves
      GROUP BY bucket`);
    all.push(...rows.map(({ bucket, hash }) => [bucket, Buffer.from(hash, 'hex')] as const));
  }
  return all;
}

/** Reads the hashes of all buckets that are not empty. */
export async function readBuckets(db: CommonQueryMethods): Promise<readonly BucketHash[]> {
  const { found, hashes } = await db.one(sql.type(allBucketsRow)`
    SELECT array_agg(bucket ORDER BY bucket) AS found,
      encode(string_agg(hash, ''::bytea ORDER BY bucket), 'hex') AS hashes
    FROM head_buckets`);
  if (found === null || hashes === null) return [];
  return found.map((bucket, at) => [bucket, Buffer.from(hashes.slice(at * hashDigits, (at + 1) * hashDigits), 'hex')]);
}
