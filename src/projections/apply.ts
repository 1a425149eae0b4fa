import type { DatabasePool } from 'slonik';
import type { RecordedEvent } from '../events/event.ts';
import { knows } from '../events/schemas.ts';
import type { Open, SealedEvent } from '../ports/log.ts';
import { lockCheckpoints, type Move, moveCheckpoints } from './checkpoints.ts';
import type { Stretch } from './job.ts';
import { categoryOf, keyOf, type Projection } from './projection.ts';

export type Lane = Readonly<{ layout: number; lane: number }>;

/** Where a projection stands after an attempt; `held` in front of an event that this build does not know. */
export type Standing = Readonly<{ position: bigint; held: boolean }>;

/** Answers where each projection stands, by its key; none where the layout is no longer in force. */
export type Apply = (lane: Lane, stretch: Stretch) => Promise<ReadonlyMap<string, Standing>>;

/**
 * One transaction: lock the checkpoints, drop what lies at or before them, apply, move them. A projection whose checkpoint lies
 * before the stretch stays there, for the stretch says nothing of the events between.
 */
export const applyIn =
  (db: DatabasePool, projections: readonly Projection[], open: Open): Apply =>
  async ({ layout, lane }, stretch) => {
    const opened = await openWanted(stretch.events, projections, open);
    return db.transaction(async (tx) => {
      const positions = await lockCheckpoints(tx, layout, lane, projections);
      const standings = new Map<string, Standing>();
      const moves: Move[] = [];
      for (const projection of projections) {
        const position = positions.get(keyOf(projection));
        if (position === undefined) continue;
        const share = shareOf(projection, stretch, position);
        standings.set(keyOf(projection), { position: share.to, held: share.held });
        if (share.to === position) continue;
        const events = share.events.flatMap((event) => opened.get(event.position) ?? []);
        if (events.length > 0) await projection.apply(tx, events);
        moves.push({ projection, position: share.to, mark: share.held ? null : stretch.mark });
      }
      await moveCheckpoints(tx, layout, lane, moves);
      return standings;
    });
  };

/** What a projection at `position` takes in of a stretch: nothing, or all behind it up to the first unknown event. */
function shareOf(projection: Projection, { from, to, events }: Stretch, position: bigint) {
  if (position < from || position >= to) return { events: [], to: position, held: false };
  const wanted = wantedBy(projection, events).filter((event) => event.position > position);
  const unknown = wanted.findIndex((event) => !isKnown(event));
  if (unknown < 0) return { events: wanted, to, held: false };
  const known = wanted.slice(0, unknown);
  return { events: known, to: known.at(-1)?.position ?? position, held: true };
}

const isKnown = ({ type, metadata }: SealedEvent): boolean => knows(type, metadata.schema);

const wantedBy = ({ categories }: Projection, events: readonly SealedEvent[]) =>
  events.filter(({ stream }) => categories.has(categoryOf(stream)));

/** Opens what anybody wants, outside of the transaction, which must not wait for keys. */
async function openWanted(events: readonly SealedEvent[], projections: readonly Projection[], open: Open) {
  const wanted = new Set(projections.flatMap((projection) => wantedBy(projection, events)).filter(isKnown));
  const opened: readonly RecordedEvent[] = wanted.size > 0 ? await open([...wanted]) : [];
  return new Map(opened.map((event) => [event.position, event]));
}
