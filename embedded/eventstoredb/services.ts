import type { ServiceDefinition, UntypedHandleCall } from '@grpc/grpc-js';
import { decodeRead } from './protocol/read-request.ts';
import { decodeAppend, decodeBatchAppend, decodeDelete } from './protocol/requests.ts';

const empty = (): Record<string, never> => ({});
const asIs = (message: Buffer): Buffer => message;

type Decode = (buffer: Buffer) => object;

/** Requests are decoded on arrival; answers are encoded by the handlers, which know their fields best. */
const method = (path: string, decode: Decode, requestStream: boolean, responseStream: boolean) => ({
  path,
  requestStream,
  responseStream,
  requestSerialize: asIs,
  requestDeserialize: decode,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});

const streamsPath = '/event_store.client.streams.Streams';

export const streams = {
  read: method(`${streamsPath}/Read`, decodeRead, false, true),
  append: method(`${streamsPath}/Append`, decodeAppend, true, false),
  delete: method(`${streamsPath}/Delete`, decodeDelete, false, false),
  tombstone: method(`${streamsPath}/Tombstone`, decodeDelete, false, false),
  batchAppend: method(`${streamsPath}/BatchAppend`, decodeBatchAppend, true, true),
} satisfies ServiceDefinition<Record<string, UntypedHandleCall>>;

export const serverFeatures = {
  getSupportedMethods: method(
    '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
    empty,
    false,
    false,
  ),
} satisfies ServiceDefinition<Record<string, UntypedHandleCall>>;

export const gossip = {
  read: method('/event_store.client.gossip.Gossip/Read', empty, false, false),
} satisfies ServiceDefinition<Record<string, UntypedHandleCall>>;
