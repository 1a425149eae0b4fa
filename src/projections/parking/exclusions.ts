import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { keyOf, type VersionKey } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';

/** The events of some streams that a projection must not apply. */
export type StreamExclusions = Readonly<{
  /** The ids under which streams are parked, by stream name. */
  parked: ReadonlyMap<string, bigint>;
  /** The revisions of the discarded events, by stream name. */
  discarded: ReadonlyMap<string, ReadonlySet<number>>;
}>;

const exclusionRow = rowType<{ key: string; stream: string; parked: bigint | null; revision: number | null }>();

/**
 * Reads which of the given streams are parked, and which of their events are discarded, for each version. The answer
 * stays true while the lane's checkpoints are locked, because parking, retrying and discarding need the same lock.
 */
export async function readExclusions(
  db: CommonQueryMethods,
  versions: readonly VersionKey[],
  streams: readonly string[],
): Promise<(version: VersionKey) => StreamExclusions> {
  const rows = (await hasExclusions(db, versions)) ? await readRows(db, versions, streams) : [];
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return (version) => {
    const parked = new Map<string, bigint>();
    const discarded = new Map<string, Set<number>>();
    for (const row of byKey.get(keyOf(version)) ?? []) {
      if (row.parked !== null) parked.set(row.stream, row.parked);
      if (row.revision !== null) discarded.set(row.stream, (discarded.get(row.stream) ?? new Set()).add(row.revision));
    }
    return { parked, discarded };
  };
}

const readRows = (db: CommonQueryMethods, versions: readonly VersionKey[], streams: readonly string[]) =>
  db.any(sql.type(exclusionRow)`
    WITH p AS (SELECT * FROM ${sql.unnest(
      versions.map((each) => [keyOf(each), each.name, each.version]),
      ['text', 'text', 'int4'],
    )} AS p (key, name, version)),
    s AS (SELECT unnest(${sql.array([...streams], 'text')}) AS stream)
    SELECT p.key, stream, d.id AS parked, NULL::int4 AS revision
    FROM p JOIN parked_streams d ON d.projection = p.name AND d.version = p.version JOIN s USING (stream)
    UNION ALL
    SELECT p.key, stream, NULL, d.revision
    FROM p JOIN discarded_events d ON d.projection = p.name JOIN s USING (stream)`);

/**
 * Whether the read models have any parked stream or discarded event. Usually they have none, so this cheap check spares
 * a statement with hundreds of stream names.
 */
const hasExclusions = (db: CommonQueryMethods, versions: readonly VersionKey[]) => {
  const names = namesOf(versions);
  return db.oneFirst(sql.type(rowType<{ exists: boolean }>())`
    SELECT EXISTS (SELECT FROM parked_streams WHERE projection = ANY (${names}))
      OR EXISTS (SELECT FROM discarded_events WHERE projection = ANY (${names})) AS exists`);
};

/** SQL that is true if the read models have a parked stream or a discarded event among the given streams. */
export function existExclusions(versions: readonly VersionKey[], streams: readonly string[]): FragmentSqlToken {
  const isOneOf = sql.fragment`projection = ANY (${namesOf(versions)}) AND stream = ANY (${sql.array([...streams], 'text')})`;
  return sql.fragment`(EXISTS (SELECT FROM parked_streams WHERE ${isOneOf})
    OR EXISTS (SELECT FROM discarded_events WHERE ${isOneOf}))`;
}

const namesOf = (versions: readonly VersionKey[]) =>
  sql.array(
    versions.map(({ name }) => name),
    'text',
  );
