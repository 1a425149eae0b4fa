import type { ServiceDefinition, UntypedHandleCall } from '@grpc/grpc-js';
import { decodeRead } from './read-requests.ts';
import { decodeAppend, decodeBatchAppend, decodeDelete } from './write-requests.ts';

type Streaming = { readonly requests?: boolean; readonly responses?: boolean };

const unchanged = (message: Buffer): Buffer => message;

/**
 * Defines a gRPC method. Its requests are decoded by `decode`; its handlers return messages that are already encoded.
 */
const method = (path: string, decode: (bytes: Buffer) => object, streaming: Streaming = {}) => ({
  path,
  requestStream: streaming.requests ?? false,
  responseStream: streaming.responses ?? false,
  requestSerialize: unchanged,
  requestDeserialize: decode,
  responseSerialize: unchanged,
  responseDeserialize: unchanged,
});

type Service = ServiceDefinition<Record<string, UntypedHandleCall>>;

const streamsPath = '/event_store.client.streams.Streams';

export const streams = {
  read: method(`${streamsPath}/Read`, decodeRead, { responses: true }),
  append: method(`${streamsPath}/Append`, decodeAppend, { requests: true }),
  delete: method(`${streamsPath}/Delete`, decodeDelete),
  tombstone: method(`${streamsPath}/Tombstone`, decodeDelete),
  batchAppend: method(`${streamsPath}/BatchAppend`, decodeBatchAppend, { requests: true, responses: true }),
} satisfies Service;

const decodeEmpty = (): object => ({});

export const serverFeatures = {
  getSupportedMethods: method('/event_store.client.server_features.ServerFeatures/GetSupportedMethods', decodeEmpty),
} satisfies Service;

export const gossip = {
  read: method('/event_store.client.gossip.Gossip/Read', decodeEmpty),
} satisfies Service;
