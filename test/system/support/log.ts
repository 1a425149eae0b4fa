import { END, EventStoreDBClient, eventTypeFilter, type SubscribeToAllOptions } from '@eventstore/db-client';
import { readRunFile } from '../../../embedded/data-dir.ts';

/** The address of the event store that uses the data folder. */
export function eventStoreOf(dataDir: string): string {
  const { eventStoreUrl } = readRunFile(dataDir) ?? {};
  if (eventStoreUrl === undefined) throw new Error(`No services run on ${dataDir}`);
  return eventStoreUrl;
}

type Recorded = Readonly<{ stream: string; type: string; owner: string; position: bigint }>;

/** All events in the log that IronTrack has written, in log order. */
export async function logOf(dataDir: string): Promise<Recorded[]> {
  const client = EventStoreDBClient.connectionString(eventStoreOf(dataDir));
  try {
    const found: Recorded[] = [];
    for await (const { event } of client.readAll()) {
      if (!event || event.type.startsWith('$')) continue;
      const { owner, mac } = event.metadata as { owner: string; mac?: object };
      // The event store of the tests writes events of other applications in between.
      if (mac === undefined) continue;
      found.push({ stream: event.streamId, type: event.type, owner, position: event.position?.commit ?? 0n });
    }
    return found;
  } finally {
    await client.dispose();
  }
}

/** Watches the log: `reached` resolves when the wanted number of further events of a type has been written. */
export type Watch = Readonly<{ reached: Promise<void>; close: () => Promise<void> }>;

export async function watch(eventStoreUrl: string, type: string, count: number): Promise<Watch> {
  const client = EventStoreDBClient.connectionString(eventStoreUrl);
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const { promise: confirmed, resolve: confirm } = Promise.withResolvers<void>();
  const options: SubscribeToAllOptions = { fromPosition: END, filter: eventTypeFilter({ prefixes: [type] }) };
  let seen = 0;
  const subscription = client.subscribeToAll(options);
  subscription.on('confirmation', () => confirm());
  subscription.on('data', ({ event }) => {
    if (event?.type === type) seen += 1;
    if (seen === count) resolve();
  });
  // Errors are ignored, because the kill that the test waits for ends the event store as well.
  subscription.on('error', () => {});
  await confirmed;
  return {
    reached,
    async close() {
      await subscription.unsubscribe().catch(() => {});
      await client.dispose().catch(() => {});
    },
  };
}
