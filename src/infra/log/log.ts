import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  eventTypeFilter,
  FORWARDS,
  type Position,
  START,
} from '@eventstore/db-client';
import type { Log, Looked, SealedEvent } from '../../ports/log.ts';
import { outage, sealedEventOf } from './event-store.ts';

/** How many events a subscription looks at before it tells how far it got, in windows of 32. */
const checkpointInterval = 32;
const headPage = 32;
/** What a follower may leave waiting before the sender is held back. */
const mostQueued = 256;

const positionOf = (position: bigint): Position | typeof START =>
  position === 0n ? START : { commit: position, prepare: position };

/** Anything but the store's own events, whose types begin so. */
const ours = '^[^$]';
const anyOf = (types: ReadonlySet<string>): string => `^(${[...types].join('|')})$`;

/** Neither the store's own nor, typed in at its console, of nobody's history. */
const isOurs = ({ type, metadata }: SealedEvent): boolean => !type.startsWith('$') && hasOwner(metadata);
const hasOwner = (metadata: { owner?: unknown } | undefined): boolean => typeof metadata?.owner === 'string';

/** The whole log, by the real client. */
export const createLog = (client: EventStoreDBClient): Log => {
  return { page, follow, head };

  async function page(after: bigint, limit: number): Promise<SealedEvent[]> {
    const events: SealedEvent[] = [];
    for (let from = after; ; ) {
      let seen = 0;
      let last = from;
      // Reads begin at a position, not behind it, hence one more.
      const maxCount = limit - events.length + 1;
      try {
        for await (const { event } of client.readAll({
          direction: FORWARDS,
          fromPosition: positionOf(from),
          maxCount,
        })) {
          seen += 1;
          if (!event) continue;
          const sealed = sealedEventOf(event);
          last = sealed.position;
          if (last > from && isOurs(sealed) && events.length < limit) events.push(sealed);
        }
      } catch (error) {
        throw outage(error);
      }
      if (events.length === limit || seen < maxCount || last === from) return events;
      from = last;
    }
  }

  async function head(): Promise<bigint> {
    for (let from: Position | typeof END = END; ; ) {
      // Read to its end: leaving a read early would leave its call open.
      const newest: SealedEvent[] = [];
      try {
        for await (const { event } of client.readAll({
          direction: BACKWARDS,
          fromPosition: from,
          maxCount: headPage,
        })) {
          if (event) newest.push(sealedEventOf(event));
        }
      } catch (error) {
        throw outage(error);
      }
      const ours = newest.find(isOurs);
      const oldest = newest.at(-1);
      if (ours || !oldest) return ours?.position ?? 0n;
      from = { commit: oldest.position, prepare: oldest.position };
    }
  }

  async function* follow(
    after: bigint,
    signal: AbortSignal,
    types?: ReadonlySet<string>,
  ): AsyncGenerator<SealedEvent | Looked> {
    if (signal.aborted) return;
    // The client hands over checkpoints by a callback; both go through one queue that holds the sender back. It is no stream, for
    // the machinery of one costs as much as a tenth of the reading.
    let queue: (SealedEvent | Looked)[] = [];
    let isOver = false;
    let failure: unknown;
    let wake = () => {};
    let emptied = Promise.withResolvers<void>();
    const put = (item: SealedEvent | Looked): boolean => {
      queue.push(item);
      wake();
      return queue.length < mostQueued;
    };
    const end = (error?: unknown) => {
      isOver = true;
      failure ??= error;
      wake();
    };
    const subscription = client.subscribeToAll({
      fromPosition: positionOf(after),
      filter: eventTypeFilter({
        regex: types ? anyOf(types) : ours,
        checkpointInterval,
        checkpointReached: async (_subscription, { commit }) => {
          // Told at once, though events before it may lie in the client's buffer yet: it must not overtake them.
          while (subscription.readableLength > 0 && !isOver) {
            await (subscription.isPaused() ? emptied.promise : new Promise(setImmediate));
          }
          if (!put({ type: 'looked', position: commit })) await emptied.promise;
        },
      }),
    });
    subscription.on('data', ({ event }) => {
      if (!event) return;
      const sealed = sealedEventOf(event);
      if (!put(isOurs(sealed) ? sealed : { type: 'looked', position: sealed.position })) subscription.pause();
    });
    subscription.on('error', end);
    subscription.on('end', () => end());
    const stop = () => end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!signal.aborted) {
        const taken = queue;
        queue = [];
        emptied.resolve();
        emptied = Promise.withResolvers<void>();
        if (subscription.isPaused()) subscription.resume();
        for (const item of taken) yield item;
        if (queue.length > 0) continue;
        if (failure) throw outage(failure);
        if (isOver) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      isOver = true;
      signal.removeEventListener('abort', stop);
      emptied.resolve();
      await subscription.unsubscribe().catch(() => {});
    }
  }
};
