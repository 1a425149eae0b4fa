import { type CommonQueryMethods, type DatabaseTransactionConnection, sql } from 'slonik';
import type { SealedEvent } from '../../ports/log.ts';
import { decodeEvent, encodeEvent, type WireEvent } from '../core/job.ts';
import type { VersionKey } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';
import { type Failure, failureOf } from './failure.ts';

/** A stream with a poison event. `events` are the poison event and all later events of the stream in the batch. */
export type PoisonStream = Readonly<{
  version: VersionKey;
  error: unknown;
  events: readonly [SealedEvent, ...SealedEvent[]];
}>;

/** A stream that has just been parked, as reported to operators. `event` is the poison event. */
export type NewlyParked = Readonly<{ id: bigint; version: VersionKey; event: SealedEvent; failure: Failure }>;

const idRow = rowType<{ id: bigint }>();

/**
 * Parks streams, and stores their poison events and later events as dead letters. The caller has locked the checkpoints
 * of their lanes.
 */
export async function parkStreams(
  tx: DatabaseTransactionConnection,
  streams: readonly PoisonStream[],
): Promise<readonly NewlyParked[]> {
  const parked: NewlyParked[] = [];
  for (const { version, error, events } of streams) {
    const [event] = events;
    const failure = failureOf(error);
    const { id } = await tx.one(sql.type(idRow)`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES (${version.name}, ${version.version}, ${event.stream}, ${event.metadata.owner}, ${event.position},
        ${failure.reason}, ${failure.stack})
      RETURNING id`);
    await addParkedEvents(
      tx,
      events.map((each) => ({ parkedId: id, event: each })),
    );
    parked.push({ id, version, event, failure });
  }
  return parked;
}

/** An event of a parked stream, with the id under which the stream is parked. */
export type ParkedEvent = Readonly<{ parkedId: bigint; event: SealedEvent }>;

/** Stores events of parked streams as dead letters, after those of the same stream that are already waiting. */
export async function addParkedEvents(
  tx: DatabaseTransactionConnection,
  events: readonly ParkedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ parkedId, event }) => [
    parkedId,
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

const eventRow = rowType<{ event: string }>();

/** The first `limit` waiting events of a parked stream, in order, encrypted as in the log. */
export async function readParkedEvents(
  db: CommonQueryMethods,
  parkedId: bigint,
  limit: number,
): Promise<readonly SealedEvent[]> {
  const rows = await db.any(sql.type(eventRow)`
    SELECT event FROM dead_letters WHERE parked = ${parkedId} ORDER BY revision LIMIT ${limit}`);
  return rows.map(({ event }) => decodeEvent(JSON.parse(event) as WireEvent));
}

/**
 * Deletes dead letters of a stream up to `revision`, and unparks it if none is left. Returns how many are left. The
 * caller has called `lockParkedStream`, so that no worker adds a dead letter meanwhile.
 */
export async function removeParkedEvents(
  tx: DatabaseTransactionConnection,
  parkedId: bigint,
  revision: number,
): Promise<number> {
  await tx.query(sql.unsafe`DELETE FROM dead_letters WHERE parked = ${parkedId} AND revision <= ${revision}`);
  await tx.query(sql.unsafe`
    UPDATE parked_streams SET position = d.position
    FROM (SELECT position FROM dead_letters WHERE parked = ${parkedId} ORDER BY revision LIMIT 1) d
    WHERE id = ${parkedId}`);
  await tx.query(sql.unsafe`
    DELETE FROM parked_streams WHERE id = ${parkedId}
      AND NOT EXISTS (SELECT FROM dead_letters WHERE parked = ${parkedId})`);
  return Number(await tx.oneFirst(sql.unsafe`SELECT count(*) FROM dead_letters WHERE parked = ${parkedId}`));
}

/** Records, for a parked stream, why a retry could not apply its first waiting event. */
export async function recordFailure(
  tx: DatabaseTransactionConnection,
  parkedId: bigint,
  failure: Failure,
): Promise<void> {
  await tx.query(sql.unsafe`
    UPDATE parked_streams
    SET reason = ${failure.reason}, stack = ${failure.stack}, tried_at = clock_timestamp(), tries = tries + 1
    WHERE id = ${parkedId}`);
}
