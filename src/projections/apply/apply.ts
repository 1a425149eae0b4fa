import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';
import type { Decrypt, Log, SealedEvent } from '../../ports/log.ts';
import type { LogFields, Logger } from '../../ports/logger.ts';
import { type Lane, lockCheckpoints, moveCheckpoints } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import { handles, keyOf, type Projection } from '../core/projection.ts';
import type { NewlyParked } from '../parking/parked-events.ts';
import { applyBatch, type Batch } from './apply-batch.ts';
import { readControls } from './control-events.ts';
import { decryptEach, isKnown } from './decrypt.ts';
import { tryStrategies } from './strategies.ts';

/** The position of a projection after an attempt. `isHeld`: the next event is one that this build does not know. */
export type ApplyResult = Readonly<{ position: bigint; isHeld: boolean }>;

/** Applies a range of a lane. Returns a result per version by its key; none when the layout has changed. */
export type Apply = (lane: Lane, range: LogRange) => Promise<ReadonlyMap<string, ApplyResult>>;

export type ApplyOptions = Readonly<{
  db: DatabasePool;
  projections: readonly Projection[];
  decrypt: Decrypt;
  /** Where to find control events. Without it, a lane stops at a batch that consists of poison events only. */
  log?: Log;
  logger?: Logger;
}>;

/**
 * Creates the function that applies a range in one transaction: lock the checkpoints, drop the events at or before
 * them, apply the others, move the checkpoints. A projection whose checkpoint is before the range stays there, because
 * the range does not contain the events between.
 */
export const createApply =
  (options: ApplyOptions): Apply =>
  async (lane, range) => {
    const { db, projections, decrypt, logger } = options;
    const handled = [...new Set(projections.flatMap((projection) => handledBy(projection, range.events)))];
    const decrypted = await decryptEach(handled.filter(isKnown), decrypt);
    const { results, parked } = await tryStrategies(
      (strategy) => db.transaction((tx) => applyRange(tx, { projections, lane, range, decrypted, strategy })),
      () => readControls(options, handled),
    );
    if (logger) for (const each of parked) logParked(logger, each, { lane: lane.lane });
    return results;
  };

type Attempt = Omit<Batch, 'parts'> & Readonly<{ projections: readonly Projection[]; lane: Lane; range: LogRange }>;

async function applyRange(
  tx: DatabaseTransactionConnection,
  { projections, lane, range, decrypted, strategy }: Attempt,
) {
  const positions = await lockCheckpoints(tx, lane, projections);
  const parts = projections.flatMap((projection) => {
    const position = positions.get(keyOf(projection));
    return position === undefined ? [] : { projection, position, ...partOf(projection, range, position) };
  });
  const moving = parts.filter(({ position, to }) => to !== position);
  const parked = await applyBatch(tx, { parts: moving, decrypted, strategy });
  const moves = moving.map(({ projection, to, isHeld }) => {
    return { version: projection, lane: lane.lane, position: to, bookmark: isHeld ? null : range.bookmark };
  });
  await moveCheckpoints(tx, lane, moves);
  const results = parts.map(({ projection, to, isHeld }) => [keyOf(projection), { position: to, isHeld }] as const);
  return { results: new Map<string, ApplyResult>(results), parked };
}

/** The events of a range that a projection at a position applies: those after it, up to the first unknown event. */
function partOf(projection: Projection, { from, to, events }: LogRange, position: bigint) {
  if (position < from || position >= to) return { events: [], to: position, isHeld: false };
  const handled = handledBy(projection, events).filter((event) => event.position > position);
  const unknown = handled.findIndex((event) => !isKnown(event));
  if (unknown < 0) return { events: handled, to, isHeld: false };
  const known = handled.slice(0, unknown);
  return { events: known, to: known.at(-1)?.position ?? position, isHeld: true };
}

const handledBy = (projection: Projection, events: readonly SealedEvent[]) =>
  events.filter((event) => handles(projection, event));

/** Reports a parked stream to the operator. */
export function logParked(logger: Logger, { id, version, event, failure }: NewlyParked, fields: LogFields = {}): void {
  logger.error('Parked a stream: an event cannot be applied', {
    deadLetter: String(id),
    projection: keyOf(version),
    ...fields,
    stream: event.stream,
    event: event.id,
    position: String(event.position),
    reason: failure.reason,
  });
}
