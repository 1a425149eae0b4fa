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

/** An in-memory event store server with the real client library, used by all tests of one suite. */
export type TestStore = { readonly server: EventStoreServer; readonly client: EventStoreDBClient };

/** Starts an event store server before the suite and stops it after the suite. Each test uses streams of its own. */
export function useEventStore(options: Partial<EventStoreOptions> = {}): TestStore {
  let started: TestStore | undefined;
  const running = () => {
    if (!started) throw new Error('The event store runs only while tests run.');
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
export const newStreamName = (prefix = 'stream'): string => `${prefix}-${++names}`;

/** Creates events of the types `e0`, `e1`, …, whose data is their number. */
export const events = (count: number, prefix = 'e'): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type: `${prefix}${n}`, data: { n } }));

export async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** Creates a stream with `count` events of the types `e0`, `e1`, …. Returns the stream's name. */
export async function createStream({ client }: TestStore, count: number): Promise<string> {
  const stream = newStreamName();
  await client.appendToStream(stream, events(count));
  return stream;
}

/**
 * Append options that select the client's gRPC method: without options it uses BatchAppend, with credentials the
 * classic Append.
 */
export const appendWays = {
  'batch append': {},
  'classic append': { credentials: { username: 'a', password: 'b' } },
} as const;

export const typesOf = (resolved: readonly (ResolvedEvent | AllStreamResolvedEvent)[]): (string | undefined)[] =>
  resolved.map(({ event }) => event?.type);

/** Expects `promise` to reject with an error of the class `type`, and returns that error. */
export async function expectError<E extends Error>(
  type: abstract new (...args: never[]) => E,
  promise: Promise<unknown>,
): Promise<E> {
  const outcome = await promise.catch((error: unknown) => error);
  if (outcome instanceof type) return outcome;
  throw new Error(`Expected ${type.name}, got ${outcome}`, { cause: outcome });
}
