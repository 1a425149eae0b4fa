import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';
import type { Decrypt, Log, SealedEvent } from '../../ports/log.ts';
import type { LogFields, Logger } from '../../ports/logger.ts';
import { type Lane, lockCheckpoints, moveCheckpoints } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import { handles, keyOf, type Projection } from '../core/projection.ts';
import type { NewlyParked } from '../parking/parked-events.ts';
import { applyBatch, type Batch } from './apply-batch.ts';
import { applyDirectly, prepareDirectly } from './apply-directly.ts';
import { readControls } from './control-events.ts';
import { decryptEach, isKnown } from './decrypt.ts';
import { createLaneMemory } from './lane-memory.ts';
import { tryStrategies } from './strategies.ts';

/**
 * The position of a projection after an attempt to apply a range. `isHeld`: the projection has stopped there, because
 * this build does not know the type or schema number of the next event.
 */
export type ApplyResult = Readonly<{ position: bigint; isHeld: boolean }>;

/**
 * Applies the events of one lane in a range of positions. Returns the results by version key (`name@version`); the
 * map is empty when the lane layout has changed.
 */
export type Apply = (lane: Lane, range: LogRange) => Promise<ReadonlyMap<string, ApplyResult>>;

export type ApplyOptions = Readonly<{
  db: DatabasePool;
  projections: readonly Projection[];
  decrypt: Decrypt;
  /**
   * Where to read control events, which show that a projection works at all. Without a log, a lane stops at a batch of
   * which no event can be applied.
   */
  log?: Log;
  logger?: Logger;
}>;

/**
 * Creates the function that applies a range of events. Usually one SQL statement is enough, or two if rows must be read
 * (`applyDirectly`). If not, it uses one transaction, which locks the checkpoints, skips the events at or before them,
 * applies the others and moves the checkpoints. A projection whose checkpoint is before the start of the range does not
 * move, because the range lacks the events between its checkpoint and that start.
 */
export function createApply(options: ApplyOptions): Apply {
  const { db, projections, decrypt, logger } = options;
  const memory = createLaneMemory();
  return async (lane, range) => {
    const parts = projections.map((projection) => ({ projection, events: handledBy(projection, range.events) }));
    const handled = [...new Set(parts.flatMap(({ events }) => events))];
    const [decrypted, direct] = await Promise.all([
      decryptEach(handled.filter(isKnown), decrypt),
      prepareDirectly(db, { lane, range, parts }, memory),
    ]);
    const applied = direct && (await applyDirectly(db, direct, decrypted));
    if (applied?.rows) memory.remember(lane, range, applied.rows);
    else memory.forget(lane);
    if (applied) return applied.results;
    const { results, parked } = await tryStrategies(
      (strategy) => db.transaction((tx) => applyRange(tx, { projections, lane, range, decrypted, strategy })),
      () => readControls(options, handled),
    );
    if (logger) for (const each of parked) logParked(logger, each, { lane: lane.lane });
    return results;
  };
}

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

/**
 * The events of a range that a projection applies: those after its checkpoint `position`, up to the first event that
 * this build does not know.
 */
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

/** Writes a log message about a newly parked stream, for the operator. */
export function logParked(logger: Logger, { id, version, event, failure }: NewlyParked, fields: LogFields = {}): void {
  logger.error('Parked a stream: an event cannot be applied', {
    deadLetter: String(id),
    projection: keyOf(version),
    ...fields,
    stream: event.stream,
    event: event.id,
    requestId: event.metadata.$correlationId,
    position: String(event.position),
    reason: failure.reason,
  });
}
