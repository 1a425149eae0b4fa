import { eventTypeFilter, type Position, START, streamNameFilter } from '@eventstore/db-client';
import { categories } from '../../events/schemas.ts';

/** A position as EventStoreDB's client expects it. */
export const positionOf = (position: bigint): Position | typeof START =>
  position === 0n ? START : { commit: position, prepare: position };

/** How many events the event store examines at a time. By default it would be 32, which is slow for millions of them. */
const maxSearchWindow = 2_048;

/**
 * The filter with which the event store finds our events among foreign ones: by the names of our streams, or by event
 * types. A foreign event may pass it, so each event is also checked with `isOwn`.
 */
export const filterOf = (types: ReadonlySet<string> | undefined) =>
  types
    ? eventTypeFilter({ regex: `^(${[...types].join('|')})$`, maxSearchWindow })
    : streamNameFilter({ prefixes: categories.map((category) => `${category}-`), maxSearchWindow });
