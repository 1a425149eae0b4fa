import { once } from 'node:events';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type ClientDuplexStream, credentials, Metadata } from '@grpc/grpc-js';

const { AppendReq, BatchAppendReq, ReadReq } = streams;

/** A client that sends bare protobuf messages, for requests that the real client library never sends. */
export const createRawClient = (port: number) =>
  new streamsService.StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure());

/** A client for bare protobuf messages, connected to the server of the suite. */
export function useRawClient(store: { readonly server: { readonly port: number } }) {
  let client: ReturnType<typeof createRawClient> | undefined;
  before(() => {
    client = createRawClient(store.server.port);
  });
  after(() => client?.close());
  return () => {
    if (!client) throw new Error('The client exists only while tests run.');
    return client;
  };
}

function uuid(id: string): InstanceType<typeof shared.UUID> {
  const message = new shared.UUID();
  message.setString(id);
  return message;
}

/** A UUID as a protobuf structure of two signed 64-bit halves. */
function structuredUuid(id: string): InstanceType<typeof shared.UUID> {
  const hex = id.replaceAll('-', '');
  const half = (digits: string) => String(BigInt.asIntN(64, BigInt(`0x${digits}`)));
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits(half(hex.slice(0, 16)));
  structured.setLeastSignificantBits(half(hex.slice(16)));
  const message = new shared.UUID();
  message.setStructured(structured);
  return message;
}

function streamIdentifier(stream: string): InstanceType<typeof shared.StreamIdentifier> {
  const message = new shared.StreamIdentifier();
  message.setStreamName(Buffer.from(stream));
  return message;
}

type RawEvent = { id?: string; metadata?: Record<string, string>; data?: string };

const complete = { type: 't', 'content-type': 'application/json' };

const fill = <Message extends InstanceType<typeof AppendReq.ProposedMessage | typeof BatchAppendReq.ProposedMessage>>(
  message: Message,
  { id = crypto.randomUUID(), metadata = complete, data = '{}' }: RawEvent,
): Message => {
  message.setId(uuid(id));
  for (const [key, value] of Object.entries(metadata)) message.getMetadataMap().set(key, value);
  message.setData(Buffer.from(data));
  return message;
};

export type RawBatch = {
  correlationId: string;
  /** The stream to append to; only the first request of an append has it. */
  stream?: string;
  /** The deadline of the append in Unix milliseconds. */
  deadline?: number;
  events?: RawEvent[];
  isFinal?: boolean;
};

/** One request of a batch append. The first request of an append names its stream, and expects any revision. */
export function batchRequest({ correlationId, stream, deadline, events = [], isFinal = false }: RawBatch) {
  const request = new BatchAppendReq();
  request.setCorrelationId(uuid(correlationId));
  if (stream !== undefined) {
    // The empty fields 4 (any revision) and 6 (deadline) are written as bytes and decoded, because their types belong
    // to a Google package that cannot be imported.
    const options = BatchAppendReq.Options.deserializeBinary(
      Uint8Array.of(0x22, 0, ...(deadline === undefined ? [] : [0x32, 0])),
    );
    options.setStreamIdentifier(streamIdentifier(stream));
    if (deadline !== undefined) {
      options.getDeadline()?.setSeconds(Math.floor(deadline / 1000));
      options.getDeadline()?.setNanos((deadline % 1000) * 1_000_000);
    }
    request.setOptions(options);
  }
  request.setProposedMessagesList(events.map((event) => fill(new BatchAppendReq.ProposedMessage(), event)));
  request.setIsFinal(isFinal);
  return request;
}

type Batch = ClientDuplexStream<InstanceType<typeof BatchAppendReq>, InstanceType<typeof streams.BatchAppendResp>>;

/**
 * A short form of a reply to a batch append: the correlation id, and either the revision or the type of the error
 * details.
 */
export type Reply = { correlationId: string; revision?: string; error?: string };

/**
 * Sends all batch requests, and collects the replies until the server ends the call. With `end`, the client ends its
 * side of the call after its requests.
 */
export async function sendBatches(call: Batch, requests: readonly RawBatch[], end = true): Promise<Reply[]> {
  const replies: Reply[] = [];
  call.on('data', (response: InstanceType<typeof streams.BatchAppendResp>) => {
    const correlationId = response.getCorrelationId()?.getString() ?? '';
    const error = response.getError()?.getDetails()?.getTypeUrl().split('.').at(-1);
    if (error === undefined)
      replies.push({ correlationId, revision: response.getSuccess()?.getCurrentRevision() ?? '' });
    else replies.push({ correlationId, error });
    if (!end && replies.length === requests.filter(({ stream }) => stream !== undefined).length) call.end();
  });
  for (const request of requests) call.write(batchRequest(request));
  if (end) call.end();
  await once(call, 'end');
  return replies;
}

export type RawAppend = { stream: string; events: RawEvent[]; idForm?: 'string' | 'structured' };

/** The request messages of a classic append that expects any revision. */
export function appendRequests({ stream, events, idForm = 'string' }: RawAppend) {
  const options = new AppendReq.Options();
  options.setStreamIdentifier(streamIdentifier(stream));
  options.setAny(new shared.Empty());
  const first = new AppendReq();
  first.setOptions(options);
  const rest = events.map((event) => {
    const request = new AppendReq();
    const message = fill(new AppendReq.ProposedMessage(), event);
    if (idForm === 'structured') message.setId(structuredUuid(message.getId()?.getString() ?? ''));
    request.setProposedMessage(message);
    return request;
  });
  return [first, ...rest];
}

export type ReadOptions = InstanceType<typeof ReadReq.Options>;

/** A request to read `count` events of `$all` from the start. `change` can change the request's options. */
export function readAllRequest(count: number, change: (options: ReadOptions) => void = () => {}) {
  const { AllOptions, UUIDOption } = ReadReq.Options;
  const all = new AllOptions();
  all.setStart(new shared.Empty());
  const uuids = new UUIDOption();
  uuids.setString(new shared.Empty());
  const options = new ReadReq.Options();
  options.setAll(all);
  options.setCount(String(count));
  options.setUuidOption(uuids);
  options.setNoFilter(new shared.Empty());
  change(options);
  const request = new ReadReq();
  request.setOptions(options);
  return request;
}

export const basic = (user: string, password: string): Metadata => {
  const metadata = new Metadata();
  metadata.set('authorization', `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  return metadata;
};

export const { FilterOptions, UUIDOption } = ReadReq.Options;
export const { Empty } = shared;
