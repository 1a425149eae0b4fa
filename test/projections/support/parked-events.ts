import { type DatabasePool, sql } from 'slonik';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { streamOf } from './session-events.ts';

/**
 * The error message of a failing projection. Such messages may contain personal data, so tests check that it is not
 * stored or logged.
 */
export const privateMessage = 'Text that a user typed';

/** Wraps a projection so that it fails at the events for which `isPoison` returns true. */
export const failingProjection = (projection: Projection, isPoison: (event: RecordedEvent) => boolean): Projection => ({
  ...projection,
  async apply(tx, events) {
    if (events.some(isPoison)) throw new Error(privateMessage);
    await projection.apply(tx, events);
  },
});

/** Makes a predicate: is this event one of the given revisions of the session's stream? */
export const isRevisionOf =
  (session: number, ...revisions: readonly number[]) =>
  ({ stream, revision }: Readonly<{ stream: string; revision: number }>): boolean =>
    stream === streamOf(session) && revisions.includes(revision);

/** Lists all dead letters as `projection stream@revision`, in the order in which a retry applies them. */
export const listParkedEvents = (db: DatabasePool): Promise<readonly unknown[]> =>
  db.anyFirst(sql.unsafe`
    SELECT projection || ' ' || stream || '@' || revision
    FROM dead_letters d JOIN parked_streams p ON p.id = d.parked ORDER BY p.stream, p.projection, revision`);

/** Writes events in the format of `listParkedEvents`, to compare them with the dead letters. */
export const parkedEventsOf = (projection: string, events: readonly SealedEvent[]): readonly string[] =>
  events.map(({ stream, revision }) => `${projection} ${stream}@${revision}`);

/** The same for events that no read model of sessions can apply, because they cannot be decrypted or are not possible. */
export const parkedEverywhereOf = (events: readonly SealedEvent[]): readonly string[] =>
  [...Map.groupBy(events, ({ stream }) => stream).values()].flatMap((own) => [
    ...parkedEventsOf('performances', own),
    ...parkedEventsOf('sessions', own),
    ...parkedEventsOf('signals', own),
  ]);
