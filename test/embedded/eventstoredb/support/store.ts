import {
  type AllStreamResolvedEvent,
  type EventData,
  EventStoreDBClient,
  jsonEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';
import {
  type EventStoreOptions,
  type EventStoreServer,
  startEventStore,
} from '../../../../embedded/eventstoredb/server.ts';

/** A server in memory and the real client, shared by the tests of one suite. */
export type TestStore = { readonly server: EventStoreServer; readonly client: EventStoreDBClient };

/** Starts a store before the suite and stops it after. Each test uses stream names of its own. */
export function useEventStore(options: Partial<EventStoreOptions> = {}): TestStore {
  let started: TestStore | undefined;
  const running = () => {
    if (!started) throw new Error('The event store runs only within tests.');
    return started;
  };
  before(async () => {
    const server = await startEventStore({ file: ':memory:', ...options });
    started = { server, client: EventStoreDBClient.connectionString(server.url) };
  });
  after(async () => {
    await running().client.dispose();
    await running().server.close();
  });
  return {
    get server() {
      return running().server;
    },
    get client() {
      return running().client;
    },
  };
}

let names = 0;
/** A stream name that no other test uses. */
export const aStream = (prefix = 'stream'): string => `${prefix}-${++names}`;

/** Events of types `e0`, `e1`, … whose data is their number. */
export const events = (count: number, prefix = 'e'): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type: `${prefix}${n}`, data: { n } }));

export async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

export const typesOf = (resolved: readonly (ResolvedEvent | AllStreamResolvedEvent)[]): (string | undefined)[] =>
  resolved.map(({ event }) => event?.type);

/** Fails unless `promise` rejects with an error of this class, which it returns. */
export async function failsWith<E extends Error>(
  type: abstract new (...args: never[]) => E,
  promise: Promise<unknown>,
): Promise<E> {
  const outcome = await promise.catch((error: unknown) => error);
  if (outcome instanceof type) return outcome;
  throw new Error(`Expected ${type.name}, got ${outcome}`, { cause: outcome });
}
