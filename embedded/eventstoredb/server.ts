import { promisify } from 'node:util';
import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import { authentication } from './authentication.ts';
import { handleAppend, handleDelete } from './operations/append.ts';
import { handleBatchAppend } from './operations/batch-append.ts';
import { handleRead } from './operations/read.ts';
import { gossip, serverFeatures, streams } from './services.ts';
import { clusterInfo, supportedMethods } from './store/announcements.ts';
import { openStore } from './store/store.ts';

export type EventStoreOptions = {
  /** The database's file, or `:memory:`. */
  file: string;
  /** @defaultValue 127.0.0.1 */
  host?: string;
  /** @defaultValue 0, which takes a free port */
  port?: number;
  /** The greatest size of one append in bytes. @defaultValue 1 048 576 */
  maxAppendSize?: number;
  /** Passwords by user name. With them, every call on streams needs Basic credentials. @defaultValue none: all may do all */
  users?: Readonly<Record<string, string>>;
  /** PEM texts. Clients send credentials over TLS only. @defaultValue none: HTTP/2 in the clear */
  tls?: { key: string; certificate: string };
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

function credentialsOf(tls: EventStoreOptions['tls']): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
  ]);
}

/**
 * Starts a server that speaks the gRPC protocol of EventStoreDB, on one SQLite file.
 * @throws Error when the file is in use by another server, or the port is taken.
 */
export async function startEventStore(options: EventStoreOptions): Promise<EventStoreServer> {
  const { file, host = '127.0.0.1', maxAppendSize = DEFAULT_MAX_APPEND_SIZE } = options;
  const authority = host.includes(':') ? `[${host}]` : host;
  const store = openStore(file);
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    interceptors: options.users ? [authentication(options.users)] : [],
  });
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
    port = await bind(`${authority}:${options.port ?? 0}`, credentialsOf(options.tls));
  } catch (cause) {
    store.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The event store cannot listen on ${authority}:${options.port ?? 0}. ${reason}`, { cause });
  }

  return {
    url: `esdb://${authority}:${port}?tls=${options.tls !== undefined}`,
    port,
    async close() {
      const closed = promisify(server.tryShutdown).call(server);
      server.forceShutdown();
      await closed;
      store.close();
    },
  };
}
