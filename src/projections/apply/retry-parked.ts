import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { DomainError } from '../../errors.ts';
import type { Decrypt, SealedEvent } from '../../ports/log.ts';
import { lockCheckpoints } from '../core/checkpoints.ts';
import type { DueEvent } from '../core/due-event.ts';
import { readLayout } from '../core/lanes.ts';
import type { Projection } from '../core/projection.ts';
import { retry } from '../core/retry.ts';
import { isKnown } from './apply.ts';
import { sorted } from './apply-batch.ts';
import { type Decrypted, decryptEach } from './decrypt.ts';
import { failureOf } from './failure.ts';
import { noteFailure, readExclusions, readParkedEvents, removeParkedEvents } from './parked-events.ts';
import { findParked, type ParkedStream } from './parked-streams.ts';
import { createTrial, findPoisonEvents } from './poison-events.ts';

export type RetryParkedOptions = Readonly<{
  db: DatabasePool;
  decrypt: Decrypt;
  /** The code for a version; undefined where this build has none. */
  projectionOf: (name: string, version: number) => Promise<Projection | undefined>;
  /** Events of one transaction. @defaultValue 500 */
  batch?: number;
}>;

/** What became of a parked stream: `left` events still wait; `error` is why, if any do. */
export type RetryResult = Readonly<{ applied: number; left: number; error: unknown }>;

/** A stream's events that wait, as far as they were read, and opened by the present code and upcasters. */
type Batch = Readonly<{
  parked: ParkedStream;
  projection: Projection;
  letters: readonly SealedEvent[];
  opened: Decrypted;
}>;

/**
 * Applies a parked stream's events in order, with the present code, while holding its lane's checkpoint, so that what comes in the
 * meantime stays behind. Unparks the stream when none is left; stays at the first that still can't be applied.
 */
export async function retryParked(
  options: RetryParkedOptions,
  id: bigint,
  onProgress: (applied: number) => void = () => {},
): Promise<RetryResult> {
  let applied = 0;
  for (;;) {
    const batch = await readBatch(options, id);
    // Somebody else has retried it to its end.
    if (!batch) return { applied, left: 0, error: null };
    // The lock may be with a worker for longer than one waits for it.
    const step = await retry(() => options.db.transaction((tx) => retryIn(tx, batch)));
    applied += step.applied;
    onProgress(applied);
    if (step.left === 0 || step.failed) return { applied, left: step.left, error: step.failed?.error ?? null };
  }
}

/** `first` is the event that the stream waited at, null where it is not parked; it was discarded if it was the one named. */
export type DiscardResult = Readonly<{ discarded: boolean; first: SealedEvent | null }>;

/** Skips an event from now on, for good, where it is the stream's first that waits: what somebody has looked at, and nothing else. */
export function discardFirstEvent(
  { db }: Pick<RetryParkedOptions, 'db'>,
  parked: ParkedStream,
  eventId: string,
  { reason, by }: Readonly<{ reason: string; by: string }>,
): Promise<DiscardResult> {
  return retry(() =>
    db.transaction(async (tx) => {
      await lockLane(tx, parked);
      const [first = null] = await readParkedEvents(tx, parked.id, 1);
      if (first?.id !== eventId) return { discarded: false, first };
      await tx.query(sql.unsafe`
        INSERT INTO discarded_events (projection, event_id, stream, revision, position, reason, discarded_by)
        VALUES (${parked.projection}, ${first.id}, ${first.stream}, ${first.revision}, ${first.position}, ${reason}, ${by})
        ON CONFLICT DO NOTHING`);
      await removeParkedEvents(tx, parked.id, first.revision);
      return { discarded: true, first };
    }),
  );
}

/** Why a retry would fail at its first event now; null where it would not. Changes nothing. */
export async function dryRunRetry(
  options: RetryParkedOptions,
  id: bigint,
): Promise<Readonly<{ error: unknown }> | null> {
  const batch = await readBatch({ ...options, batch: 1 }, id);
  if (!batch) return null;
  return options.db.transaction(async (tx) => {
    await lockLane(tx, batch.parked);
    const { due, stop } = await readable(tx, batch, batch.letters);
    return stop ?? createTrial(tx, batch.projection)(due);
  });
}

async function readBatch(
  { db, decrypt, projectionOf, batch = 500 }: RetryParkedOptions,
  id: bigint,
): Promise<Batch | null> {
  const parked = await findParked(db, id);
  if (!parked) return null;
  const projection = await projectionOf(parked.projection, parked.version);
  if (!projection) throw new Error(`This build does not carry version ${parked.version} of ${parked.projection}`);
  const letters = await readParkedEvents(db, id, batch);
  return { parked, projection, letters, opened: await decryptEach(letters.filter(isKnown), decrypt) };
}

/** One batch, in one transaction. */
async function retryIn(tx: DatabaseTransactionConnection, batch: Batch) {
  const { parked, projection } = batch;
  await lockLane(tx, parked);
  // Read again under the lock: another retry may have been here.
  const letters = await readParkedEvents(tx, parked.id, batch.letters.length);
  const { due, stop, end } = await readable(tx, batch, letters);
  const [culprit] = (await findPoisonEvents(due, createTrial(tx, projection))).values();
  const failed = culprit ?? stop;
  const last = failed?.event.position ?? end;
  const good = due.filter(({ position }) => last === null || position < last);
  if (good.length > 0) await projection.apply(tx, good);
  const passed = letters.findLast(({ position }) => last === null || position < last);
  const left = await removeParkedEvents(tx, parked.id, passed?.revision ?? -1);
  if (failed) await noteFailure(tx, parked.id, failureOf(failed.error));
  return { applied: good.length, left, failed };
}

type Readable = Readonly<{
  due: readonly DueEvent[];
  /** The first event that can't be opened. */
  stop: Readonly<{ event: SealedEvent; error: unknown }> | null;
  /** Where the first event stands that was not among those read. */
  end: bigint | null;
}>;

async function readable(
  tx: DatabaseTransactionConnection,
  batch: Batch,
  letters: readonly SealedEvent[],
): Promise<Readable> {
  const { parked, projection, opened } = batch;
  const { discarded } = (await readExclusions(tx, [projection], [parked.stream]))(projection);
  const due: DueEvent[] = [];
  for (const { event, follows } of sorted(letters, { parked: new Map(), discarded }).due) {
    if (opened.failures.has(event.position)) {
      return { due, stop: { event, error: opened.failures.get(event.position) }, end: null };
    }
    if (!isKnown(event)) {
      const error = new Error(`This build does not know schema ${event.metadata.schema} of ${event.type}`);
      return { due, stop: { event, error }, end: null };
    }
    const plain = opened.events.get(event.position);
    if (!plain) return { due, stop: null, end: event.position };
    due.push({ ...plain, previousRevision: follows });
  }
  return { due, stop: null, end: null };
}

/** Locks the checkpoint of the lane that the stream's events come by. */
async function lockLane(
  tx: DatabaseTransactionConnection,
  { projection, version, owner }: ParkedStream,
): Promise<void> {
  const { layout, laneOf } = await readLayout(tx);
  const locked = await lockCheckpoints(tx, layout, laneOf(owner), [{ name: projection, version }]);
  if (locked.size === 0) {
    throw new DomainError('unavailable', 'The projection is paused, or its lanes are being changed.');
  }
}
