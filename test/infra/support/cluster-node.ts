import { once } from 'node:events';
import { promisify } from 'node:util';
import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type StatusObject,
} from '@grpc/grpc-js';
import { serverFeatures, streams } from '../../../embedded/eventstoredb/protocol/services.ts';

/** How a call to a node of an EventStoreDB cluster ends: the gRPC status code and the trailers. */
export type Ending = Readonly<{ code: number; trailers?: Readonly<Record<string, string>> }>;

/** A simulated cluster node: a gRPC server that passes the client's calls on to an event store. */
export type ClusterNode = AsyncDisposable &
  Readonly<{
    port: number;
    /**
     * Passes `after` calls on event streams on (by default none), and then ends `times` calls with this status. A call
     * that ends with `never` gets no answer.
     */
    fail: (ending: Ending | 'never', times: number, after?: number) => void;
    /** Returns how many calls on event streams the node has received. */
    calls: () => number;
  }>;

const asIs = (bytes: Buffer): Buffer => bytes;
const features = serverFeatures.getSupportedMethods.path;
/**
 * Passes every method on as a stream in both directions, because a single gRPC message is sent as a stream of one
 * message.
 */
const methods = [...Object.values(streams), serverFeatures.getSupportedMethods].map(({ path }) => ({
  ...{ path, requestStream: true, responseStream: true },
  ...{ requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs },
}));

/** Starts a cluster node that passes calls on to the event store at `target`, `<host>:<port>`. */
export async function startClusterNode(target: string): Promise<ClusterNode> {
  const store = new Client(target, credentials.createInsecure());
  const server = new Server();
  let ending: Ending | 'never' | null = null;
  let [left, passing, calls] = [0, 0, 0];

  const relay = (path: string) => async (call: ServerDuplexStream<Buffer, Buffer>) => {
    const isOnStreams = path !== features;
    if (isOnStreams) calls += 1;
    if (isOnStreams && passing > 0) passing -= 1;
    else if (isOnStreams && ending && left > 0) {
      left -= 1;
      if (ending === 'never') return;
      const metadata = new Metadata();
      for (const [name, value] of Object.entries(ending.trailers ?? {})) metadata.set(name, value);
      // Waits until the client has sent its request before the call fails, as in a node that fails while it handles the
      // request.
      await Promise.race([once(call, 'data'), once(call, 'end')]);
      call.emit('error', { code: ending.code, details: 'The node fails', metadata });
      return;
    }
    const passed = store.makeBidiStreamRequest(path, asIs, asIs, call.metadata.clone());
    call.on('cancelled', () => passed.cancel());
    passed.on('error', (error: Partial<StatusObject>) => call.emit('error', error));
    call.on('data', (message) => passed.write(message)).on('end', () => passed.end());
    passed.on('data', (message) => call.write(message)).on('end', () => call.end());
  };
  server.addService(
    Object.fromEntries(methods.map((method) => [method.path, method])),
    Object.fromEntries(methods.map(({ path }) => [path, relay(path)])),
  );
  const port = await promisify(server.bindAsync.bind(server))('127.0.0.1:0', ServerCredentials.createInsecure());
  return {
    port,
    fail(how, times, after = 0) {
      passing = after;
      ending = how;
      left = times;
      calls = 0;
    },
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      server.forceShutdown();
      store.close();
    },
  };
}
