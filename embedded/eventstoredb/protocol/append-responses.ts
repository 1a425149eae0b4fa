import { status } from '@grpc/grpc-js';
import type { Written } from '../store/events.ts';
import { describeFailure, type Failure, Refusal } from './errors.ts';
import { writeUuid } from './uuid.ts';
import { bytes, encode, message, text, uint, uint64, type Writer } from './wire.ts';

/** The names of a stream identifier's, a position's and a UUID's fields are the same wherever they stand. */
export function streamIdentifier(w: Writer, field: number, stream: string): void {
  message(w, field, () => text(w, 3, stream));
}

function position(w: Writer, field: number, value: number): void {
  message(w, field, () => {
    uint(w, 2, value);
    uint(w, 1, value);
  });
}

/** Classic and batch success share their field numbers. */
function success(w: Writer, field: number, written: Written): void {
  message(w, field, () => {
    if (written.position === undefined) message(w, 4);
    else position(w, 3, written.position);
    if (written.revision < 0) message(w, 2);
    else uint(w, 1, written.revision);
  });
}

export const appended = (written: Written): Buffer => encode(64, (w) => success(w, 1, written));

/** Delete and tombstone answer with the position of the event that they wrote. */
export const deleted = (written: Written): Buffer =>
  encode(64, (w) => (written.position === undefined ? message(w, 2) : position(w, 1, written.position)));

type ExpectationFields = { current: number; exact: number; any: number; stream_exists: number; no_stream: number };

function wrongVersion(
  w: Writer,
  failure: Failure & { kind: 'wrong-expected-version' },
  fields: ExpectationFields,
): void {
  const { expected, current } = failure;
  if (typeof expected === 'bigint') uint64(w, fields.exact, expected);
  else message(w, fields[expected]);
  if (current < 0) message(w, fields.current + 1);
  else uint(w, fields.current, current);
}

const classicFields: ExpectationFields = { current: 6, exact: 8, any: 9, stream_exists: 10, no_stream: 11 };
const batchFields: ExpectationFields = { current: 1, exact: 3, any: 4, stream_exists: 5, no_stream: 6 };

/** A classic append answers a wrong expectation in band. */
export const notAppended = (failure: Failure & { kind: 'wrong-expected-version' }): Buffer =>
  encode(64, (w) => message(w, 2, () => wrongVersion(w, failure, classicFields)));

/** A batch failure as the name, content and code of the details that 6.2.1 decides by. */
function detailsOf(failure: Failure): { code: status; type: string; content: Buffer } {
  switch (failure.kind) {
    case 'wrong-expected-version':
      return {
        code: status.ALREADY_EXISTS,
        type: 'WrongExpectedVersion',
        content: encode(64, (w) => wrongVersion(w, failure, batchFields)),
      };
    case 'stream-deleted':
      return {
        code: status.NOT_FOUND,
        type: 'StreamDeleted',
        content: encode(64, (w) => streamIdentifier(w, 1, failure.stream)),
      };
    case 'access-denied':
    case 'unauthenticated':
      return { code: status.PERMISSION_DENIED, type: 'AccessDenied', content: Buffer.alloc(0) };
    case 'append-too-large':
      return {
        code: status.INVALID_ARGUMENT,
        type: 'MaximumAppendSizeExceeded',
        content: encode(16, (w) => uint(w, 1, failure.limit)),
      };
    case 'timeout':
      return { code: status.DEADLINE_EXCEEDED, type: 'Timeout', content: Buffer.alloc(0) };
    case 'missing-event-metadata':
    case 'bad-request':
    case 'invalid-argument':
      return {
        code: status.INVALID_ARGUMENT,
        type: 'BadRequest',
        content: encode(128, (w) => text(w, 1, describeFailure(failure))),
      };
    case 'unavailable':
      return unknown;
  }
}

const unknown = { code: status.UNKNOWN, type: 'Unknown', content: Buffer.alloc(0) };

export type BatchOutcome = { correlationId: string; stream: string };

export const batchAppended = ({ correlationId, stream }: BatchOutcome, written: Written): Buffer =>
  encode(192, (w) => {
    streamIdentifier(w, 4, stream);
    success(w, 3, written);
    writeUuid(w, 1, correlationId);
  });

export const batchFailed = ({ correlationId, stream }: BatchOutcome, error: unknown): Buffer => {
  const { code, type, content } = error instanceof Refusal ? detailsOf(error.failure) : unknown;
  return encode(384, (w) => {
    streamIdentifier(w, 4, stream);
    message(w, 2, () => {
      message(w, 3, () => {
        bytes(w, 2, content);
        text(w, 1, `type.googleapis.com/event_store.client.${type}`);
      });
      text(w, 2, error instanceof Error ? error.message : String(error));
      uint(w, 1, code);
    });
    writeUuid(w, 1, correlationId);
  });
};
