import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import type { SealedEvent } from '../../ports/log.ts';
import { retry } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { readParkedEvents, removeParkedEvents } from './parked-events.ts';
import { lockParkedStream, type ParkedStream } from './parked-streams.ts';

/** A request to discard an event of a parked stream: which event, the reason, and who decided it. */
export type DiscardRequest = Readonly<{ eventId: string; reason: string; by: string }>;

/** `first` is the first waiting event of the parked stream, before the discard; null when no event waits. */
export type DiscardResult = Readonly<{ discarded: boolean; first: SealedEvent | null }>;

/**
 * Discards an event for good, so that rebuilds skip it too. Does so only if it is still the first waiting event of its
 * parked stream, so that an operator discards the event that they looked at and no other.
 */
export function discardFirstEvent(
  db: DatabasePool,
  parked: ParkedStream,
  { eventId, reason, by }: DiscardRequest,
): Promise<DiscardResult> {
  return retry(() =>
    db.transaction(async (tx) => {
      await lockParkedStream(tx, parked);
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

/** An event that every version of a read model skips. `at` is the time of the discard, in ISO 8601 and UTC. */
export type DiscardedEvent = Readonly<{
  projection: string;
  event: string;
  stream: string;
  revision: number;
  reason: string;
  by: string;
  at: string;
}>;

const discardedRow = rowType<DiscardedEvent>();

/** Every discarded event, sorted by the time of the discard. */
export const listDiscarded = (db: CommonQueryMethods): Promise<readonly DiscardedEvent[]> =>
  db.any(sql.type(discardedRow)`
    SELECT projection, event_id::text AS event, stream, revision, reason, discarded_by AS by, discarded_at AS at
    FROM discarded_events ORDER BY discarded_at, projection, position`);
