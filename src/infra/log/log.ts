import { setImmediate } from 'node:timers/promises';
import { BACKWARDS, END, type EventStoreDBClient, FORWARDS, type ResolvedEvent } from '@eventstore/db-client';
import type { Log, SealedEvent } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import { withCount, withDeadline } from './changed-reads.ts';
import { createFollow, type FollowOptions } from './follow.ts';
import { filterOf, positionOf } from './our-events.ts';
import { bounded, whileAnswering } from './outage.ts';
import { sealedEventOf } from './sealing.ts';

/** How many milliseconds the read of one event may take. */
const eventMs = 5_000;
/** How many milliseconds the read of a page may take, in which the event store may skip millions of foreign events. */
const pageMs = 60_000;
/** How many events are verified without a pause. */
const verifiedAtOnce = 250;
const smallestRead = 32;
const largestRead = 2_048;

/**
 * Reads and follows the whole log in EventStoreDB. Every read asks for the leader, because a follower may lag the node
 * that has reported a position. Returns own events; the others that the filter lets through are passed to `onForeign`.
 */
export const createLog = (client: EventStoreDBClient, recognition: Recognition, options: FollowOptions = {}): Log => {
  const { isOwn, onForeign } = recognition;
  const shortReads = withDeadline(client, eventMs);
  const head = () => readHead(client, eventMs);
  return { page, head, idAt, follow: createFollow(client, { page, head }, recognition, options) };

  async function page(after: bigint, limit: number, types?: ReadonlySet<string>): Promise<readonly SealedEvent[]> {
    const events: SealedEvent[] = [];
    for (let [from, size] = [after, smallestRead]; ; size = Math.min(2 * size, largestRead)) {
      // EventStoreDB also returns the event at the start position, which the caller knows already. So one more event is
      // read.
      const count = Math.max(limit - events.length + 1, size);
      const filter = filterOf(types);
      const options = { fromPosition: positionOf(from), filter, requiresLeader: true };
      const reading = readAll(pageMs, () => withCount(client, count, pageMs).subscribeToAll(options));
      const read = await whileAnswering(reading, { everyMs: eventMs, ask: head });
      for (const [at, event] of read.entries()) {
        // Verifying thousands of events takes long, so other work of the process gets its turn in between.
        if (at % verifiedAtOnce === 0) await setImmediate();
        if (event.position <= from || events.length === limit) continue;
        if (isOwn(event)) events.push(event);
        else onForeign(event);
      }
      const last = read.at(-1)?.position ?? from;
      if (events.length === limit || read.length < count || last === from) return events;
      from = last;
    }
  }

  async function idAt(position: bigint): Promise<string | null> {
    const fromPosition = positionOf(position);
    const options = { direction: FORWARDS, fromPosition, maxCount: 1, requiresLeader: true } as const;
    const [event] = await readAll(eventMs, () => shortReads.readAll(options));
    return event?.position === position ? event.id : null;
  }
};

/** Reads the position of the last event of the log: the cheapest question that a node can answer. */
export async function readHead(client: EventStoreDBClient, milliseconds: number): Promise<bigint> {
  const options = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true } as const;
  const [last] = await readAll(milliseconds, () => withDeadline(client, milliseconds).readAll(options));
  return last?.position ?? 0n;
}

/** Reads from `$all` and consumes the whole answer, because leaving it early would keep the call open. */
const readAll = (milliseconds: number, read: () => AsyncIterable<ResolvedEvent>): Promise<readonly SealedEvent[]> =>
  bounded(milliseconds, async () => {
    const events: SealedEvent[] = [];
    for await (const { event } of read()) if (event) events.push(sealedEventOf(event));
    return events;
  });
