import { type EventStoreDBClient, eventTypeFilter, type Position, START } from '@eventstore/db-client';
import type { Log, Looked, SealedEvent } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import { createItemQueue, type ItemQueue } from './item-queue.ts';
import { translateOutage } from './outage.ts';
import { sealedEventOf } from './sealing.ts';

/** How often EventStoreDB reports its position while no event matches: after this number times 32 events. */
const checkpointInterval = 32;
/** How many items may wait for a slow reader. With more, the subscription is paused. */
const maxQueued = 256;

/** A pattern of the types of domain events. The types of EventStoreDB's system events begin with `$`. */
const domainTypes = '^[^$]';
const regexOf = (types: ReadonlySet<string>): string => `^(${[...types].join('|')})$`;

export const positionOf = (position: bigint): Position | typeof START =>
  position === 0n ? START : { commit: position, prepare: position };

type Item = SealedEvent | Looked;

/** The function `follow` of the log: a catch-up subscription to `$all`. */
export const createFollow = (client: EventStoreDBClient, recognition: Recognition): Log['follow'] =>
  async function* follow(after, signal, types): AsyncGenerator<Item> {
    if (signal.aborted) return;
    const queue = createItemQueue<Item>(maxQueued);
    const subscription = subscribe(client, queue, { after, types, recognition });
    const stop = () => queue.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!signal.aborted) {
        const items = queue.takeAll();
        if (subscription.isPaused()) subscription.resume();
        for (const item of items) yield item;
        if (!(await queue.hasNext())) return;
      }
    } finally {
      queue.close();
      signal.removeEventListener('abort', stop);
      await subscription.unsubscribe().catch(() => {});
    }
  };

type Range = Readonly<{ after: bigint; types: ReadonlySet<string> | undefined; recognition: Recognition }>;

/**
 * Subscribes to the log and puts its events, and the positions that EventStoreDB reports, into the queue. Pauses the
 * subscription while the queue is full.
 */
function subscribe(client: EventStoreDBClient, queue: ItemQueue<Item>, { after, types, recognition }: Range) {
  const subscription = client.subscribeToAll({
    fromPosition: positionOf(after),
    filter: eventTypeFilter({
      regex: types ? regexOf(types) : domainTypes,
      checkpointInterval,
      async checkpointReached(_subscription, { commit }) {
        // The client reports a position at once, although earlier events may still be in its buffer. Those events must
        // enter the queue before the position.
        while (subscription.readableLength > 0 && !queue.isClosed()) {
          await (subscription.isPaused() ? queue.emptied() : new Promise(setImmediate));
        }
        if (!queue.push({ type: 'looked', position: commit })) await queue.emptied();
      },
    }),
  });
  subscription.on('data', ({ event }) => {
    if (!event) return;
    const sealed = sealedEventOf(event);
    const isOwn = recognition.isOwn(sealed);
    if (!isOwn) recognition.onForeign(sealed);
    if (!queue.push(isOwn ? sealed : { type: 'looked', position: sealed.position })) subscription.pause();
  });
  subscription.on('error', (error) => queue.close(translateOutage(error)));
  subscription.on('end', () => queue.close());
  return subscription;
}
