import { setTimeout as delay } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Log } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import { createItemQueue } from './item-queue.ts';
import { isSlowConsumer } from './outage.ts';
import { type Item, subscribe } from './subscribe.ts';

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

/** How many items may wait for a slow reader. With more, the subscription is paused. */
const maxQueued = 256;
/** How many events one search of the rest of the log returns at most. */
const searchLimit = 1_000;
const longestPauseMs = 2_000;

/**
 * The function `follow` of the log: a catch-up subscription to our events in `$all`. Its positions are those of events
 * that this process has read, never those that the event store reports for its search, which some releases report
 * wrongly. While no event arrives, the last event of `$all` and the events before it are read instead.
 */
export const createFollow = (
  client: EventStoreDBClient,
  log: Pick<Log, 'page' | 'head'>,
  recognition: Recognition,
  { idleMs = 500, pauseMs = 100, onDropped = () => {}, onAnswered = () => {} }: FollowOptions = {},
): Log['follow'] =>
  async function* follow(after, signal, types): AsyncGenerator<Item> {
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
      for await (const items of batches(() => last)) {
        for (const item of items) {
          if (item.position <= last) continue;
          last = item.position;
          yield item;
        }
      }
    }

    async function* batches(last: () => bigint): AsyncGenerator<readonly Item[]> {
      const queue = createItemQueue<Item>(maxQueued);
      const subscription = subscribe(client, queue, { after: last(), types, recognition });
      const stop = () => queue.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        while (!signal.aborted) {
          const items = queue.takeAll();
          if (subscription.isPaused()) subscription.resume();
          yield items;
          const next = await queue.next(idleMs);
          if (next === 'closed') return;
          if (next !== 'idle') continue;
          yield await Promise.race([searchAfter(log, { start: last(), types, onAnswered }), queue.closed]);
        }
      } finally {
        queue.close();
        signal.removeEventListener('abort', stop);
        // Not awaited, because it waits for the connection, which may not exist.
        void subscription.unsubscribe().catch(() => {});
      }
    }
  };

type Search = Readonly<{ start: bigint; types: ReadonlySet<string> | undefined; onAnswered: () => void }>;

/** The events after a position, and how far the log was read. The end of the log is read before its events. */
async function searchAfter(
  log: Pick<Log, 'page' | 'head'>,
  { start, types, onAnswered }: Search,
): Promise<readonly Item[]> {
  const head = await log.head();
  onAnswered();
  if (head <= start) return [];
  const events = await log.page(start, searchLimit, types);
  return events.length < searchLimit ? [...events, { type: 'looked', position: head }] : events;
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  delay(Math.min(milliseconds, longestPauseMs), undefined, { signal }).catch(() => {});
