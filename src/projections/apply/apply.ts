import type { DatabasePool } from 'slonik';
import { knows } from '../../events/schemas.ts';
import type { Decrypt, Log, SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { lockCheckpoints, type Move, moveCheckpoints } from '../core/checkpoints.ts';
import { effectiveEvents } from '../core/erasure.ts';
import type { LogRange } from '../core/job.ts';
import { handles, keyOf, type Projection } from '../core/projection.ts';
import { applyBatch, type Controls, type Intake, isolatePoison } from './apply-batch.ts';
import { decryptEach } from './decrypt.ts';
import type { Parked } from './parked-events.ts';

export type Lane = Readonly<{ layout: number; lane: number }>;

/** Where a projection stands after an attempt; `held` in front of an event that this build does not know. */
export type ApplyResult = Readonly<{ position: bigint; isHeld: boolean }>;

/** Answers where each projection stands, by its key; none where the layout is no longer in force. */
export type Apply = (lane: Lane, stretch: LogRange) => Promise<ReadonlyMap<string, ApplyResult>>;

export type ApplyOptions = Readonly<{
  db: DatabasePool;
  projections: readonly Projection[];
  decrypt: Decrypt;
  /** Where to find events to tell with whether a projection can apply any at all. Without it, a batch of poison alone stands still. */
  log?: Log;
  logger?: Logger;
}>;

/**
 * One transaction: lock the checkpoints, drop what lies at or before them, apply, move them. A projection whose checkpoint lies
 * before the stretch stays there, for the stretch says nothing of the events between. Where that fails, and not for an outage, a
 * second one looks for the events that are to blame and parks their streams.
 */
export const createApply =
  ({ db, projections, decrypt, log, logger }: ApplyOptions): Apply =>
  async (place, stretch) => {
    const wanted = new Set(projections.flatMap((projection) => wantedBy(projection, stretch.events)));
    const opened = await decryptEach([...wanted].filter(isKnown), decrypt);
    const { standings, parked } = await isolatePoison(attempt, readControls);
    for (const each of parked) tellOf(each);
    return standings;

    function attempt(intake: Intake) {
      return db.transaction(async (tx) => {
        const positions = await lockCheckpoints(tx, place.layout, place.lane, projections);
        const shares = projections.flatMap((projection) => {
          const position = positions.get(keyOf(projection));
          return position === undefined ? [] : { projection, position, ...shareOf(projection, stretch, position) };
        });
        const moving = shares.filter(({ position, to }) => to !== position);
        const parked = await applyBatch(tx, moving, opened, intake);
        const moves = moving.map(({ projection, to, held }): Move => {
          return { projection, position: to, mark: held ? null : stretch.mark };
        });
        await moveCheckpoints(tx, place.layout, place.lane, moves);
        const standings = shares.map(({ projection, to, held }): [string, ApplyResult] => [
          keyOf(projection),
          { position: to, isHeld: held },
        ]);
        return { standings: new Map(standings), parked };
      });
    }

    /** The oldest streams' first events, except of streams that are tried just now. */
    async function readControls(): Promise<Controls> {
      const page = (await log?.page(0n, controlPage)) ?? [];
      const tried = new Set([...wanted].map(({ stream }) => stream));
      const firsts = page.filter((event) => event.revision === 0 && !tried.has(event.stream) && isKnown(event));
      const chosen = await Promise.all(
        projections.map(async (projection) => {
          const events = await effectiveEvents(db, projection, wantedBy(projection, firsts));
          return { projection, events: events.slice(0, controlCount) };
        }),
      );
      const { events } = await decryptEach([...new Set(chosen.flatMap((each) => each.events))], decrypt);
      return new Map(
        chosen.map((each) => [
          keyOf(each.projection),
          each.events.flatMap(({ position }) => events.get(position) ?? []),
        ]),
      );
    }

    function tellOf({ id, projection, event, failure }: Parked): void {
      logger?.error('A stream is parked: an event can not be applied', {
        deadLetter: String(id),
        projection: keyOf(projection),
        lane: place.lane,
        stream: event.stream,
        event: event.id,
        position: String(event.position),
        reason: failure.reason,
      });
    }
  };

const controlPage = 2_000;
const controlCount = 8;

/** What a projection at `position` takes in of a stretch: nothing, or all behind it up to the first unknown event. */
function shareOf(projection: Projection, { from, to, events }: LogRange, position: bigint) {
  if (position < from || position >= to) return { events: [], to: position, held: false };
  const wanted = wantedBy(projection, events).filter((event) => event.position > position);
  const unknown = wanted.findIndex((event) => !isKnown(event));
  if (unknown < 0) return { events: wanted, to, held: false };
  const known = wanted.slice(0, unknown);
  return { events: known, to: known.at(-1)?.position ?? position, held: true };
}

/** Whether this build can read the event. */
export const isKnown = ({ type, metadata }: SealedEvent): boolean => knows(type, metadata.schema);

const wantedBy = (projection: Projection, events: readonly SealedEvent[]) =>
  events.filter((event) => handles(projection, event));
