import { promisify } from 'node:util';
import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import { clusterInfo, supportedMethods } from './announcements.ts';
import { handleAppend, handleDelete } from './append.ts';
import { handleBatchAppend } from './batch-append.ts';
import { handleRead } from './read.ts';
import { gossip, serverFeatures, streams } from './services.ts';
import { openStore } from './store.ts';

export type EventStoreOptions = {
  /** The database's file, or `:memory:`. */
  file: string;
  /** @defaultValue 127.0.0.1 */
  host?: string;
  /** @defaultValue 0, which takes a free port */
  port?: number;
  /** The greatest size of one append in bytes. @defaultValue 1 048 576 */
  maxAppendSize?: number;
};

export type EventStoreServer = {
  /** The connection string for `@eventstore/db-client`. */
  readonly url: string;
  readonly port: number;
  /** Cancels the open calls and closes the database. */
  close(): Promise<void>;
};

const DEFAULT_MAX_APPEND_SIZE = 1_048_576;
/** A request of the greatest size that real nodes accept must not be cut off by the transport. */
const MAX_REQUEST_BYTES = 17 * 1024 * 1024;

/**
 * Starts a server that speaks the gRPC protocol of EventStoreDB, on one SQLite file.
 * @throws Error when the file is in use by another server, or the port is taken.
 */
export async function startEventStore(options: EventStoreOptions): Promise<EventStoreServer> {
  const { file, host = '127.0.0.1', maxAppendSize = DEFAULT_MAX_APPEND_SIZE } = options;
  const store = openStore(file);
  const server = new Server({ 'grpc.max_receive_message_length': MAX_REQUEST_BYTES });
  const instanceId = crypto.randomUUID();
  let port = 0;

  server.addService(streams, {
    read: handleRead(store),
    append: handleAppend(store, maxAppendSize),
    delete: handleDelete(store, 'softDelete'),
    tombstone: handleDelete(store, 'tombstone'),
    batchAppend: handleBatchAppend(store, maxAppendSize),
  });
  server.addService(serverFeatures, {
    getSupportedMethods: (_call: unknown, callback: sendUnaryData<Buffer>) => callback(null, supportedMethods()),
  });
  server.addService(gossip, {
    read: (_call: unknown, callback: sendUnaryData<Buffer>) => callback(null, clusterInfo(instanceId, { host, port })),
  });

  try {
    const bind = promisify(server.bindAsync).bind(server);
    port = await bind(`${host}:${options.port ?? 0}`, ServerCredentials.createInsecure());
  } catch (error) {
    store.close();
    throw error;
  }

  return {
    url: `esdb://${host}:${port}?tls=false`,
    port,
    async close() {
      const closed = promisify(server.tryShutdown).call(server);
      server.forceShutdown();
      await closed;
      store.close();
    },
  };
}
