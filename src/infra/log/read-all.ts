import { BACKWARDS, END, type EventStoreDBClient, FORWARDS } from '@eventstore/db-client';
import type { SealedEvent } from '../../ports/log.ts';
import { bounded, whileAnswering } from './bounded.ts';
import { withCount, withDeadline } from './changed-reads.ts';
import { filterOf, positionOf } from './our-events.ts';
import { type Reading, untilOver } from './until-over.ts';

/*
 * Single reads of `$all`. Each asks for the leader, because a follower may lag the node that has reported a position.
 */

/** How many milliseconds the read of one event may take. */
const eventMs = 5_000;
/** How many milliseconds a filtered read may take, in which the event store may skip millions of foreign events. */
const filteredMs = 60_000;

/** Reads the position of the last event of the log: the cheapest question that a node can answer. */
export async function readHead(client: EventStoreDBClient, milliseconds = eventMs): Promise<bigint> {
  const options = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true } as const;
  const [last] = await collect(milliseconds, () => withDeadline(client, milliseconds).readAll(options));
  return last?.position ?? 0n;
}

/** Reads the event at exactly this position, also a foreign one. */
export async function readAt(client: EventStoreDBClient, position: bigint): Promise<SealedEvent | null> {
  const fromPosition = positionOf(position);
  const options = { direction: FORWARDS, fromPosition, maxCount: 1, requiresLeader: true } as const;
  const [event] = await collect(eventMs, () => withDeadline(client, eventMs).readAll(options));
  return event?.position === position ? event : null;
}

type Forwards = Readonly<{
  /** The read includes an event at this position. */
  from: bigint;
  count: number;
  types: ReadonlySet<string> | undefined;
  /** The read ends with the event at this position, if the filter lets it through. */
  until?: bigint;
}>;

/** Reads at most `count` events in our streams, or of these types; fewer only at the end of the log. */
export const readForwards = (
  client: EventStoreDBClient,
  { from, count, types, until }: Forwards,
): Promise<readonly SealedEvent[]> =>
  whileThere(client, () => {
    const options = { fromPosition: positionOf(from), filter: filterOf(types), requiresLeader: true };
    const limited = withCount(client, { count, direction: 'forwards', deadlineMs: filteredMs });
    return collect(
      filteredMs,
      () => limited.subscribeToAll(options),
      ({ position }) => position === until,
    );
  });

/** Reads the newest event in our streams. */
export async function readNewest(client: EventStoreDBClient): Promise<SealedEvent | null> {
  const options = { fromPosition: END, filter: filterOf(undefined), requiresLeader: true } as const;
  const limited = withCount(client, { count: 1, direction: 'backwards', deadlineMs: filteredMs });
  const [newest] = await whileThere(client, () => collect(filteredMs, () => limited.subscribeToAll(options)));
  return newest ?? null;
}

/** Waits for a read that may last long, as long as the event store answers other questions. */
const whileThere = <Result>(client: EventStoreDBClient, read: () => Promise<Result>): Promise<Result> =>
  whileAnswering(read(), { everyMs: eventMs, ask: () => readHead(client) });

/** The events of an answer, up to one for which `isLast` is true. Then the read is cancelled. */
const collect = (
  milliseconds: number,
  read: () => Reading,
  isLast: (event: SealedEvent) => boolean = () => false,
): Promise<readonly SealedEvent[]> =>
  bounded(milliseconds, async () => {
    const events: SealedEvent[] = [];
    await untilOver(read(), (event) => {
      events.push(event);
      return isLast(event);
    });
    return events;
  });
