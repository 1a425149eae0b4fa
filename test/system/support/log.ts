import { EventStoreDBClient } from '@eventstore/db-client';
import { readRunFile } from '../../../embedded/data-dir.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { acceptOwned } from '../../support/authenticity.ts';

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

/** Follows the log as the application does, because an event store may drop subscriptions that are late. */
export async function watch(eventStoreUrl: string, type: string, count: number): Promise<Watch> {
  const client = EventStoreDBClient.connectionString(eventStoreUrl);
  const closed = new AbortController();
  const log = createLog(client, acceptOwned);
  const start = await log.head();
  const follow = async () => {
    let seen = 0;
    for await (const item of log.follow(start, closed.signal, new Set([type]))) {
      if ('stream' in item) seen += 1;
      if (seen === count) return;
    }
  };
  return {
    reached: follow(),
    async close() {
      closed.abort();
      await client.dispose().catch(() => {});
    },
  };
}
