import { promisify } from 'node:util';
import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import { withTimeout } from '../processes/wait.ts';
import { type Credentials, createAuthentication } from './authentication.ts';
import { type Imitation, imitate } from './imitation/imitate.ts';
import { createOpenCalls } from './open-calls.ts';
import { handleAppend } from './operations/append.ts';
import { handleBatchAppend } from './operations/batch-append.ts';
import { handleDelete } from './operations/delete.ts';
import { handleRead } from './operations/read.ts';
import type { WriteRules } from './operations/validation.ts';
import { clusterInfo, type Endpoint, supportedMethods } from './protocol/announcements.ts';
import { gossip, serverFeatures, streams } from './protocol/services.ts';
import { openStore, type Store } from './store/store.ts';

export type EventStoreOptions = {
  /** The path of the SQLite file with the log, or `:memory:`. */
  file: string;
  /** The address to listen on. @defaultValue 127.0.0.1 */
  host?: string;
  /** The port to listen on. @defaultValue 0, which chooses a free port */
  port?: number;
  /** The maximum size of one append in bytes. @defaultValue 1 048 576 */
  maxAppendSize?: number;
  /**
   * Whether clients may only append, and only to streams whose names do not begin with `$`. A real EventStoreDB node does
   * the same for a user whose access control list allows no more.
   * @defaultValue false
   */
  appendOnly?: boolean;
  /**
   * Who may read and write.
   * @defaultValue everyone
   */
  credentials?: Credentials;
  /**
   * The key and certificate for TLS as PEM texts. Clients send credentials over TLS only.
   * @defaultValue none: HTTP/2 without TLS
   */
  tls?: { key: string; certificate: string };
  /**
   * The address that clients learn when they discover the node.
   * @defaultValue the address that the server listens on
   */
  advertise?: Endpoint;
  /**
   * Receives lines for the operator, such as that the disk is full.
   * @defaultValue nothing is reported
   */
  log?: (line: string) => void;
  /**
   * Only in tests: what the server does that real nodes do.
   * @defaultValue none
   */
  imitations?: ReadonlySet<Imitation>;
};

export type EventStoreServer = {
  /** The connection string for `@eventstore/db-client`. */
  readonly url: string;
  readonly port: number;
  /** Cancels the open calls, waits until their clients know, and closes the SQLite database. */
  close(): Promise<void>;
};

const DEFAULT_MAX_APPEND_SIZE = 1_048_576;
/**
 * The largest request that the server's transport accepts: as large as the largest that a real EventStoreDB node
 * accepts.
 */
const MAX_REQUEST_BYTES = 17 * 1024 * 1024;
/** How long an orderly stop waits for clients to learn that their calls are cancelled. */
const STOP_MILLISECONDS = 500;

function credentialsOf(tls: EventStoreOptions['tls']): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
  ]);
}

function addStreams(server: Server, store: Store, rules: WriteRules): void {
  server.addService(streams, {
    read: handleRead(store),
    append: handleAppend(store, rules),
    delete: handleDelete(store, rules, 'softDelete'),
    tombstone: handleDelete(store, rules, 'tombstone'),
    batchAppend: handleBatchAppend(store, rules),
  });
}

/**
 * Adds the services that tell clients about this server. `endpoint` is called for each gossip request, because the port
 * is known only once the server listens.
 */
function addAnnouncements(server: Server, endpoint: () => Endpoint): void {
  const instanceId = crypto.randomUUID();
  server.addService(serverFeatures, {
    getSupportedMethods: (_call: unknown, callback: sendUnaryData<Buffer>) => callback(null, supportedMethods()),
  });
  server.addService(gossip, {
    read: (_call: unknown, callback: sendUnaryData<Buffer>) => callback(null, clusterInfo(instanceId, endpoint())),
  });
}

async function listen(server: Server, address: string, tls: EventStoreOptions['tls']): Promise<number> {
  try {
    return await promisify(server.bindAsync).call(server, address, credentialsOf(tls));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The event store cannot listen on ${address}. ${reason}`, { cause });
  }
}

/**
 * Starts a server that speaks the gRPC protocol of EventStoreDB and stores its log in one SQLite file.
 * @throws Error when another server uses the file, or the port is taken.
 */
export async function startEventStore(options: EventStoreOptions): Promise<EventStoreServer> {
  const { file, host = '127.0.0.1', tls, credentials, advertise } = options;
  const { maxAppendSize = DEFAULT_MAX_APPEND_SIZE, appendOnly = false } = options;
  const authority = host.includes(':') ? `[${host}]` : host;
  const store = imitate(openStore(file, options.log), options.imitations);
  const calls = createOpenCalls();
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    interceptors: [calls.interceptor, ...(credentials ? [createAuthentication(credentials)] : [])],
  });
  let port = 0;
  addStreams(server, store, { maxAppendSize, appendOnly });
  addAnnouncements(server, () => advertise ?? { host, port });
  try {
    port = await listen(server, `${authority}:${options.port ?? 0}`, tls);
  } catch (error) {
    store.close();
    throw error;
  }
  return {
    url: `esdb://${authority}:${port}?tls=${tls !== undefined}`,
    port,
    async close() {
      const closed = promisify(server.tryShutdown).call(server);
      calls.cancelAll();
      await withTimeout(STOP_MILLISECONDS, closed);
      server.forceShutdown();
      await closed;
      store.close();
    },
  };
}
