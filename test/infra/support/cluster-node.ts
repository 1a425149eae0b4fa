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

/** How a call of a node ends. */
export type Ending = Readonly<{ code: number; trailers?: Readonly<Record<string, string>> }>;

/** A node between the client and an event store. */
export type ClusterNode = AsyncDisposable &
  Readonly<{
    port: number;
    /** Ends so many of the next calls on streams like this, in place of passing them on. */
    fail: (ending: Ending, times: number) => void;
    /** How many calls on streams have come. */
    calls: () => number;
  }>;

const asIs = (bytes: Buffer): Buffer => bytes;
const features = serverFeatures.getSupportedMethods.path;
/** On the wire a single message is a stream of one. */
const methods = [...Object.values(streams), serverFeatures.getSupportedMethods].map(({ path }) => ({
  ...{ path, requestStream: true, responseStream: true },
  ...{ requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs },
}));

/** Starts a node in front of the event store at `target`, which is a host and a port. */
export async function startClusterNode(target: string): Promise<ClusterNode> {
  const store = new Client(target, credentials.createInsecure());
  const server = new Server();
  let ending: Ending | null = null;
  let [left, calls] = [0, 0];

  const relay = (path: string) => async (call: ServerDuplexStream<Buffer, Buffer>) => {
    const isOnStreams = path !== features;
    if (isOnStreams) calls += 1;
    if (isOnStreams && ending && left > 0) {
      left -= 1;
      const metadata = new Metadata();
      for (const [name, value] of Object.entries(ending.trailers ?? {})) metadata.set(name, value);
      // Once the client has said what it wants, as a node that has tried.
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
    fail(how, times) {
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
