import { type DatabasePool, sql } from 'slonik';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { streamOf } from './session-events.ts';

/** The error message of a failing projection. It represents personal data, which must not be stored or logged. */
export const privateMessage = 'Text that a user typed';

/** A projection that cannot apply some events. */
export const failingProjection = (projection: Projection, isPoison: (event: RecordedEvent) => boolean): Projection => ({
  ...projection,
  async apply(tx, events) {
    if (events.some(isPoison)) throw new Error(privateMessage);
    await projection.apply(tx, events);
  },
});

/** A predicate for some revisions of a session's stream. */
export const isRevisionOf =
  (session: number, ...revisions: readonly number[]) =>
  ({ stream, revision }: Readonly<{ stream: string; revision: number }>): boolean =>
    stream === streamOf(session) && revisions.includes(revision);

/** All waiting events as `projection stream@revision`, in the order of a retry. */
export const listParkedEvents = (db: DatabasePool): Promise<readonly unknown[]> =>
  db.anyFirst(sql.unsafe`
    SELECT projection || ' ' || stream || '@' || revision
    FROM dead_letters d JOIN parked_streams p ON p.id = d.parked ORDER BY p.stream, p.projection, revision`);

/** Events in the format of `listParkedEvents`. */
export const parkedEventsOf = (projection: string, events: readonly SealedEvent[]): readonly string[] =>
  events.map(({ stream, revision }) => `${projection} ${stream}@${revision}`);
