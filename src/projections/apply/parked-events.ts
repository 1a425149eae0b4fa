import { type CommonQueryMethods, type DatabaseTransactionConnection, sql } from 'slonik';
import type { SealedEvent } from '../../ports/log.ts';
import { decodeEvent, encodeEvent, type WireEvent } from '../core/job.ts';
import { keyOf, type Projection } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';
import { type Failure, failureOf } from './failure.ts';

type Version = Pick<Projection, 'name' | 'version'>;

/** A stream's first event that can't be applied; `events` are it and all behind it that have come so far. */
export type PoisonStream = Readonly<{
  projection: Version;
  error: unknown;
  events: readonly [SealedEvent, ...SealedEvent[]];
}>;

/** What a projection is not to take in of some streams. */
export type StreamExclusions = Readonly<{
  /** Streams that are parked, by the id of their parking. */
  parked: ReadonlyMap<string, bigint>;
  /** Revisions that were discarded, by stream. */
  discarded: ReadonlyMap<string, ReadonlySet<number>>;
}>;

const asideRow = rowType<{ key: string; stream: string; parked: bigint | null; revision: number | null }>();

/**
 * What the projections are not to take in of these streams. To be asked while the lane's checkpoints are locked: parking, retrying
 * and discarding hold the same lock.
 */
export async function readExclusions(
  db: CommonQueryMethods,
  projections: readonly Version[],
  streams: readonly string[],
): Promise<(projection: Version) => StreamExclusions> {
  const rows = (await isAnyAside(db, projections)) ? await readRows() : [];
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return (projection) => {
    const parked = new Map<string, bigint>();
    const discarded = new Map<string, Set<number>>();
    for (const row of byKey.get(keyOf(projection)) ?? []) {
      if (row.parked !== null) parked.set(row.stream, row.parked);
      if (row.revision !== null) discarded.set(row.stream, (discarded.get(row.stream) ?? new Set()).add(row.revision));
    }
    return { parked, discarded };
  };

  function readRows() {
    return db.any(sql.type(asideRow)`
    WITH p AS (SELECT * FROM ${sql.unnest(
      projections.map((each) => [keyOf(each), each.name, each.version]),
      ['text', 'text', 'int4'],
    )} AS p (key, name, version)),
    s AS (SELECT unnest(${sql.array([...streams], 'text')}) AS stream)
    SELECT p.key, stream, d.id AS parked, NULL::int4 AS revision
    FROM p JOIN parked_streams d ON d.projection = p.name AND d.version = p.version JOIN s USING (stream)
    UNION ALL
    SELECT p.key, stream, NULL, d.revision
    FROM p JOIN discarded_events d ON d.projection = p.name JOIN s USING (stream)`);
  }
}

/** Almost always there is nothing, which is cheaper to ask without naming hundreds of streams. */
const isAnyAside = (db: CommonQueryMethods, projections: readonly Version[]) => {
  const names = sql.array(
    projections.map(({ name }) => name),
    'text',
  );
  return db.oneFirst(sql.type(rowType<{ is: boolean }>())`
    SELECT EXISTS (SELECT FROM parked_streams WHERE projection = ANY (${names}))
      OR EXISTS (SELECT FROM discarded_events WHERE projection = ANY (${names})) AS is`);
};

/** A stream that was parked, as the operator's log tells of it. */
export type Parked = Readonly<{ id: bigint; projection: Version; event: SealedEvent; failure: Failure }>;

const idRow = rowType<{ id: bigint }>();

/** Parks the streams with the events that wait. */
export async function parkStreams(
  tx: DatabaseTransactionConnection,
  poisons: readonly PoisonStream[],
): Promise<readonly Parked[]> {
  const done: Parked[] = [];
  for (const { projection, error, events } of poisons) {
    const [event] = events;
    const failure = failureOf(error);
    const { id } = await tx.one(sql.type(idRow)`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES (${projection.name}, ${projection.version}, ${event.stream}, ${event.metadata.owner}, ${event.position},
        ${failure.reason}, ${failure.stack})
      RETURNING id`);
    await addParkedEvents(
      tx,
      events.map((each) => ({ parked: id, event: each })),
    );
    done.push({ id, projection, event, failure });
  }
  return done;
}

/** Puts events behind those of their stream that wait already. */
export async function addParkedEvents(
  tx: DatabaseTransactionConnection,
  letters: readonly Readonly<{ parked: bigint; event: SealedEvent }>[],
): Promise<void> {
  if (letters.length === 0) return;
  const rows = letters.map(({ parked, event }) => [
    parked,
    event.revision,
    event.id,
    event.position,
    JSON.stringify(encodeEvent(event)),
  ]);
  await tx.query(sql.unsafe`
    INSERT INTO dead_letters (parked, revision, event_id, position, event)
    SELECT * FROM ${sql.unnest(rows, ['int8', 'int4', 'uuid', 'int8', 'text'])}
    ON CONFLICT DO NOTHING`);
}

const letterRow = rowType<{ event: string }>();

/** The first events that wait in a parked stream, in order, as the log holds them. */
export async function readParkedEvents(
  db: CommonQueryMethods,
  parked: bigint,
  limit: number,
): Promise<readonly SealedEvent[]> {
  const rows = await db.any(sql.type(letterRow)`
    SELECT event FROM dead_letters WHERE parked = ${parked} ORDER BY revision LIMIT ${limit}`);
  return rows.map(({ event }) => decodeEvent(JSON.parse(event) as WireEvent));
}

/** Takes out the events up to `revision`. Where none is left, the stream is no longer parked; says how many are. */
export async function removeParkedEvents(
  tx: DatabaseTransactionConnection,
  parked: bigint,
  revision: number,
): Promise<number> {
  await tx.query(sql.unsafe`DELETE FROM dead_letters WHERE parked = ${parked} AND revision <= ${revision}`);
  await tx.query(sql.unsafe`
    UPDATE parked_streams SET position = d.position
    FROM (SELECT position FROM dead_letters WHERE parked = ${parked} ORDER BY revision LIMIT 1) d
    WHERE id = ${parked}`);
  await tx.query(sql.unsafe`
    DELETE FROM parked_streams WHERE id = ${parked}
      AND NOT EXISTS (SELECT FROM dead_letters WHERE parked = ${parked})`);
  return Number(await tx.oneFirst(sql.unsafe`SELECT count(*) FROM dead_letters WHERE parked = ${parked}`));
}

/** Writes down that the first waiting event still can't be applied. */
export async function noteFailure(tx: DatabaseTransactionConnection, parked: bigint, failure: Failure): Promise<void> {
  await tx.query(sql.unsafe`
    UPDATE parked_streams
    SET reason = ${failure.reason}, stack = ${failure.stack}, tried_at = clock_timestamp(), tries = tries + 1
    WHERE id = ${parked}`);
}
