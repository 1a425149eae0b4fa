import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';
import type { Decrypt, SealedEvent } from '../../ports/log.ts';
import type { Projection } from '../core/projection.ts';
import { retry } from '../core/retry.ts';
import { failureOf } from '../parking/failure.ts';
import { readParkedEvents, recordFailure, removeParkedEvents } from '../parking/parked-events.ts';
import { findParked, lockParkedStream, type ParkedStream } from '../parking/parked-streams.ts';
import { type Decrypted, decryptEach, isKnown } from './decrypt.ts';
import { createTrial, findPoisonEvents } from './poison-events.ts';
import { readablePrefix } from './readable-prefix.ts';

export type RetryParkedOptions = Readonly<{
  db: DatabasePool;
  decrypt: Decrypt;
  /** The projection of a version of a read model; undefined when this build has no code for its tables. */
  projectionOf: (name: string, version: number) => Promise<Projection | undefined>;
  /** The number of events in one transaction. @defaultValue 500 */
  batch?: number;
}>;

/** The outcome of retrying a parked stream: `left` events still wait because of `error`; null if none is left. */
export type RetryResult = Readonly<{ applied: number; left: number; error: unknown }>;

/** The first waiting events of a parked stream, decrypted with the current code and upcasters. */
type Batch = Readonly<{
  parked: ParkedStream;
  projection: Projection;
  events: readonly SealedEvent[];
  decrypted: Decrypted;
}>;

/**
 * Applies the waiting events of a parked stream in order, with the current code. Holds the lock on the lane's
 * checkpoint, so that new events of the stream wait. Stops at the first event that still cannot be applied; when no
 * event is left, the stream is no longer parked.
 */
export async function retryParked(
  options: RetryParkedOptions,
  id: bigint,
  onProgress: (applied: number) => void = () => {},
): Promise<RetryResult> {
  let applied = 0;
  for (;;) {
    const batch = await readBatch(options, id);
    // The stream is no longer parked: another process that retried it has applied the rest of its events.
    if (!batch) return { applied, left: 0, error: null };
    // A worker may hold the lock on the checkpoint for longer than one transaction waits, hence the retries.
    const step = await retry(() => options.db.transaction((tx) => retryBatch(tx, batch)));
    applied += step.applied;
    onProgress(applied);
    if (step.left === 0 || step.failed) return { applied, left: step.left, error: step.failed?.error ?? null };
  }
}

/** Tries the first waiting event of a parked stream, and changes nothing. Null if that event can be applied. */
export async function dryRunRetry(
  options: RetryParkedOptions,
  id: bigint,
): Promise<Readonly<{ error: unknown }> | null> {
  const batch = await readBatch({ ...options, batch: 1 }, id);
  if (!batch) return null;
  return options.db.transaction(async (tx) => {
    await lockParkedStream(tx, batch.parked);
    const { due, failed } = await readablePrefix(tx, batch, batch.events);
    return failed ?? createTrial(tx, batch.projection)(due);
  });
}

async function readBatch(options: RetryParkedOptions, id: bigint): Promise<Batch | null> {
  const { db, decrypt, projectionOf, batch = 500 } = options;
  const parked = await findParked(db, id);
  if (!parked) return null;
  const projection = await projectionOf(parked.projection, parked.version);
  if (!projection) throw new Error(`This build has no code for version ${parked.version} of ${parked.projection}`);
  const events = await readParkedEvents(db, id, batch);
  return { parked, projection, events, decrypted: await decryptEach(events.filter(isKnown), decrypt) };
}

async function retryBatch(tx: DatabaseTransactionConnection, batch: Batch) {
  const { parked, projection } = batch;
  await lockParkedStream(tx, parked);
  // Reads the events again under the lock, because another process that retries the stream may have applied some.
  const events = await readParkedEvents(tx, parked.id, batch.events.length);
  const { due, failed: unreadable, end } = await readablePrefix(tx, batch, events);
  const [poison] = (await findPoisonEvents(due, createTrial(tx, projection))).values();
  const failed = poison ?? unreadable;
  const stop = failed?.event.position ?? end;
  const isBeforeStop = ({ position }: Readonly<{ position: bigint }>) => stop === null || position < stop;
  const good = due.filter(isBeforeStop);
  if (good.length > 0) await projection.apply(tx, good);
  const left = await removeParkedEvents(tx, parked.id, events.findLast(isBeforeStop)?.revision ?? -1);
  if (failed) await recordFailure(tx, parked.id, failureOf(failed.error));
  return { applied: good.length, left, failed };
}
