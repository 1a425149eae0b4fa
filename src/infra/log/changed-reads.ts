import type { EventStoreDBClient } from '@eventstore/db-client';

/** The parts of a read request, and of the options of its gRPC call, that can be changed before it is sent. */
type ReadOptions = Readonly<{ setCount: (count: string) => void; setReadDirection: (direction: 0 | 1) => void }>;
type Request = Readonly<{ getOptions: () => ReadOptions | undefined }>;
type CallOptions = { deadline?: Date | number };
type Change = (request: Request, options: CallOptions) => void;

/** The members of the client that its own methods use to send a read. */
type Reader = Readonly<{ read: (request: Request, metadata: unknown, options: CallOptions) => unknown }>;
type Internals = Readonly<{
  GRPCStreamCreator: (service: unknown, name: string, create: (reader: Reader) => unknown) => () => Promise<unknown>;
}>;

/**
 * A view of the client whose reads are changed before they are sent. The client gives reads no deadline, and cannot
 * read `$all` with a filter up to the end of the log, although every server can.
 */
function changeReads(client: EventStoreDBClient, change: Change): EventStoreDBClient {
  const { GRPCStreamCreator: create } = client as unknown as Internals;
  const changed: Internals['GRPCStreamCreator'] = (service, name, send) =>
    create(service, name, (reader) =>
      send({
        read(request, metadata, options) {
          change(request, options);
          return reader.read(request, metadata, options);
        },
      }),
    );
  return Object.create(client, { GRPCStreamCreator: { value: changed } });
}

/** A view of the client whose reads end with an error after this many milliseconds. */
export const withDeadline = (client: EventStoreDBClient, deadlineMs: number): EventStoreDBClient =>
  changeReads(client, (_request, options) => {
    options.deadline = Date.now() + deadlineMs;
  });

type FilteredRead = Readonly<{ count: number; direction: 'forwards' | 'backwards'; deadlineMs: number }>;

/**
 * A view of the client whose `subscribeToAll` is a filtered read: it ends after `count` events, or at the end or the
 * beginning of the log.
 */
export const withCount = (
  client: EventStoreDBClient,
  { count, direction, deadlineMs }: FilteredRead,
): EventStoreDBClient =>
  changeReads(client, (request, options) => {
    // The count and the subscription are alternatives in the request, so this replaces the subscription.
    request.getOptions()?.setCount(String(count));
    request.getOptions()?.setReadDirection(direction === 'forwards' ? 0 : 1);
    options.deadline = Date.now() + deadlineMs;
  });
