import { setTimeout as delay } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Log } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import { createItemQueue } from './item-queue.ts';
import { isSlowConsumer } from './outage.ts';
import { createRecentHead } from './recent-head.ts';
import { searchAfter } from './search-after.ts';
import { type Item, type Subscription, subscribe } from './subscribe.ts';

export type FollowOptions = Readonly<{
  /** How long no event may arrive before the rest of the log is searched. @defaultValue 500 ms */
  idleMs?: number;
  /** Called when the event store has dropped a subscription because its events arrived faster than they were read. */
  onDropped?: () => void;
  /** Called when the event store has answered while no event arrives. */
  onAnswered?: () => void;
  /**
   * The pause before the next subscription when two were dropped without an event in between; it doubles each time.
   * @defaultValue 100 ms
   */
  pauseMs?: number;
}>;

/** How many items may wait for a slow caller. With more, the subscription is paused. */
const maxQueued = 256;
/** How old the known end of the log may be when a follower looks whether there is more, as a share of `idleMs`. */
const headAge = 0.9;
const longestPauseMs = 2_000;

/**
 * The function `follow` of the log: a catch-up subscription to our events in `$all`. Its positions are those of events
 * that this process has read, never those that the event store reports for its search, which some releases report
 * wrongly. At the beginning, and while no event arrives, the last event of `$all` and the events before it are read
 * instead.
 */
export const createFollow = (
  client: EventStoreDBClient,
  log: Pick<Log, 'page' | 'head'>,
  recognition: Recognition,
  { idleMs = 500, pauseMs = 100, onDropped = () => {}, onAnswered = () => {} }: FollowOptions = {},
): Log['follow'] => {
  const shared = { page: log.page, head: createRecentHead(log.head, idleMs * headAge) };
  const source = { client, log: shared, recognition, idleMs, onAnswered };
  return async function* follow(after, signal, types): AsyncGenerator<Item> {
    let position = after;
    for (let drops = 0; !signal.aborted; drops += 1) {
      try {
        for await (const item of followOnce(position)) {
          [position, drops] = [item.position, 0];
          yield item;
        }
        return;
      } catch (error) {
        if (!isSlowConsumer(error)) throw error;
        onDropped();
        if (drops > 0) await pause(pauseMs * 2 ** drops, signal);
      }
    }

    /** Follows the log until the subscription ends. Skips items that are not after the position of an earlier item. */
    async function* followOnce(start: bigint): AsyncGenerator<Item> {
      let last = start;
      for await (const items of batches(source, { last: () => last, types, signal })) {
        for (const item of items) {
          if (item.position <= last) continue;
          last = item.position;
          yield item;
        }
      }
    }
  };
};

type Source = Readonly<{ client: EventStoreDBClient; log: Pick<Log, 'page' | 'head'>; recognition: Recognition }> &
  Required<Pick<FollowOptions, 'idleMs' | 'onAnswered'>>;
type Reader = Readonly<{ last: () => bigint; types: ReadonlySet<string> | undefined; signal: AbortSignal }>;

/** Yields what one subscription and the searches of the rest of the log find after the last event that was read. */
async function* batches(
  { client, log, recognition, idleMs, onAnswered }: Source,
  { last, types, signal }: Reader,
): AsyncGenerator<readonly Item[]> {
  const queue = createItemQueue<Item>(maxQueued);
  const stop = () => queue.close();
  signal.addEventListener('abort', stop, { once: true });
  const search = () => Promise.race([searchAfter(log, { start: last(), types, onAnswered }), queue.closed]);
  let subscription: Subscription | undefined;
  try {
    // The subscription begins where a first search has ended, so that the event store searches only once.
    yield await search();
    if (signal.aborted) return;
    subscription = subscribe(client, queue, { after: last(), types, recognition });
    while (!signal.aborted) {
      const items = queue.takeAll();
      if (subscription.isPaused()) subscription.resume();
      yield items;
      const next = await queue.next(idleMs);
      if (next === 'closed') return;
      if (next !== 'idle') continue;
      yield await search();
    }
  } finally {
    queue.close();
    signal.removeEventListener('abort', stop);
    // Not awaited, because it waits for the connection, which may not exist.
    void subscription?.unsubscribe().catch(() => {});
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  delay(Math.min(milliseconds, longestPauseMs), undefined, { signal }).catch(() => {});
