import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Looked, SealedEvent } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import type { ItemQueue } from './item-queue.ts';
import { filterOf, positionOf } from './our-events.ts';
import { translateOutage } from './outage.ts';
import { sealedEventOf } from './sealing.ts';

/** The event store reports its progress as rarely as possible, because its reports are not used. */
const checkpointInterval = 10_000;

/** An event of the log, or how far the log was read. */
export type Item = SealedEvent | Looked;

export type Subscription = ReturnType<typeof subscribe>;

type Range = Readonly<{ after: bigint; types: ReadonlySet<string> | undefined; recognition: Recognition }>;

/** Subscribes to the log and puts its events into the queue. Pauses the subscription while the queue is full. */
export function subscribe(client: EventStoreDBClient, queue: ItemQueue<Item>, { after, types, recognition }: Range) {
  const subscription = client.subscribeToAll({
    fromPosition: positionOf(after),
    filter: { ...filterOf(types), checkpointInterval },
    requiresLeader: true,
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
