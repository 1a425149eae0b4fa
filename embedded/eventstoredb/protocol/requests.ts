import { clamped, type ExpectedRevision } from '../store/events.ts';
import { decodeUuid } from './uuid.ts';
import { forEachField } from './wire.ts';

/** An event as it arrives: `type` and `contentType` are required, but may be missing. */
export type ProposedMessage = {
  id: string;
  type: string | undefined;
  contentType: string | undefined;
  data: Buffer;
  metadata: Buffer;
};

/** Which stream a write is for, and what it expects of it; undefined if the request does not say. */
export type WriteOptions = { stream: string; expected: ExpectedRevision | undefined };

export type AppendRequest = { options?: WriteOptions; message?: ProposedMessage };

/** `deadline` is absolute, in Unix milliseconds. */
export type BatchOptions = WriteOptions & { deadline: number | undefined };

export type BatchRequest = {
  correlationId: string;
  options: BatchOptions | undefined;
  messages: ProposedMessage[];
  isFinal: boolean;
};

const nothing = Buffer.alloc(0);

export function decodeStreamName(buffer: Buffer): string {
  let name = '';
  forEachField(buffer, (field, bytes) => {
    if (field === 3) name = bytes.toString('utf8');
  });
  return name;
}

const expectedOf: Partial<Record<number, ExpectedRevision>> = { 3: 'no_stream', 4: 'any', 5: 'stream_exists' };

/** The stream and the expectation stand at the same field numbers in all writing requests. */
function decodeWriteOptions(buffer: Buffer): WriteOptions {
  const options: WriteOptions = { stream: '', expected: undefined };
  forEachField(buffer, (field, bytes, value) => {
    if (field === 1) options.stream = decodeStreamName(bytes);
    else if (field === 2) options.expected = value;
    else options.expected = expectedOf[field] ?? options.expected;
  });
  return options;
}

function decodeMessage(buffer: Buffer): ProposedMessage {
  const message: ProposedMessage = {
    id: '',
    type: undefined,
    contentType: undefined,
    data: nothing,
    metadata: nothing,
  };
  forEachField(buffer, (field, bytes) => {
    if (field === 1) message.id = decodeUuid(bytes);
    else if (field === 2) {
      let key = '';
      let value = '';
      forEachField(bytes, (part, content) => {
        if (part === 1) key = content.toString('utf8');
        if (part === 2) value = content.toString('utf8');
      });
      if (key === 'type') message.type = value;
      if (key === 'content-type') message.contentType = value;
    } else if (field === 3) message.metadata = bytes;
    else if (field === 4) message.data = bytes;
  });
  return message;
}

export function decodeAppend(buffer: Buffer): AppendRequest {
  const request: AppendRequest = {};
  forEachField(buffer, (field, bytes) => {
    if (field === 1) request.options = decodeWriteOptions(bytes);
    if (field === 2) request.message = decodeMessage(bytes);
  });
  return request;
}

/** Delete and tombstone requests are alike. */
export function decodeDelete(buffer: Buffer): WriteOptions {
  let options: WriteOptions = { stream: '', expected: undefined };
  forEachField(buffer, (field, bytes) => {
    if (field === 1) options = decodeWriteOptions(bytes);
  });
  return options;
}

/** A protobuf Timestamp or Duration, in milliseconds. */
function decodeMilliseconds(buffer: Buffer): number {
  let milliseconds = 0;
  forEachField(buffer, (field, _, value) => {
    if (field === 1) milliseconds += clamped(value) * 1000;
    if (field === 2) milliseconds += Number(value) / 1_000_000;
  });
  return milliseconds;
}

/** 6.2.1 sends its deadline as an instant, newer clients as a duration. */
function decodeDeadline(options: Buffer): number | undefined {
  let deadline: number | undefined;
  forEachField(options, (field, bytes) => {
    if (field === 6) deadline = decodeMilliseconds(bytes);
    if (field === 7) deadline = Date.now() + decodeMilliseconds(bytes);
  });
  return deadline;
}

export function decodeBatchAppend(buffer: Buffer): BatchRequest {
  const request: BatchRequest = { correlationId: '', options: undefined, messages: [], isFinal: false };
  forEachField(buffer, (field, bytes, value) => {
    if (field === 1) request.correlationId = decodeUuid(bytes);
    if (field === 2) request.options = { ...decodeWriteOptions(bytes), deadline: decodeDeadline(bytes) };
    if (field === 3) request.messages.push(decodeMessage(bytes));
    if (field === 4) request.isFinal = value !== 0n;
  });
  return request;
}
