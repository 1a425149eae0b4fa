import { status } from '@grpc/grpc-js';
import { describeFailure, type Failure, type FailureOf, Refusal } from '../store/refusal.ts';
import { createEncoder } from './codec.ts';

const expectedFields = {
  any: 'expectedAny',
  no_stream: 'expectedNoStream',
  stream_exists: 'expectedStreamExists',
} as const;

/**
 * The fields of the message WrongExpectedVersion. The replies to classic and batch appends use the same field names
 * with different numbers.
 */
export const wrongExpectedVersion = ({ expected, current }: FailureOf<'wrong-expected-version'>): object => ({
  ...(current < 0 ? { currentNoStream: {} } : { currentRevision: current }),
  ...(typeof expected === 'bigint' ? { expectedRevision: String(expected) } : { [expectedFields[expected]]: {} }),
});

const encodeWrongExpectedVersion = createEncoder('WrongExpectedVersion');
const encodeStreamDeleted = createEncoder('StreamDeleted');
const encodeAppendTooLarge = createEncoder('MaximumAppendSizeExceeded');
const encodeBadRequest = createEncoder('BadRequest');

/** The details of a failed batch append. A client recognises the kind of failure by their `type`. */
type Details = { code: status; type: string; content?: Buffer };

const unknown: Details = { code: status.UNKNOWN, type: 'Unknown' };
/**
 * The details of a failure without a kind of its own. The client shows the message of a failure of a kind that it does
 * not know, but no message for the kind `Unknown`.
 */
const unnamed = (code: status): Details => ({ code, type: 'StorageFailure' });
const badRequest = (failure: Failure): Details => ({
  code: status.INVALID_ARGUMENT,
  type: 'BadRequest',
  content: encodeBadRequest({ message: describeFailure(failure) }),
});

function detailsOf(failure: Failure): Details {
  switch (failure.kind) {
    case 'wrong-expected-version':
      return {
        code: status.ALREADY_EXISTS,
        type: 'WrongExpectedVersion',
        content: encodeWrongExpectedVersion(wrongExpectedVersion(failure)),
      };
    case 'stream-deleted':
      return {
        code: status.NOT_FOUND,
        type: 'StreamDeleted',
        content: encodeStreamDeleted({ streamIdentifier: { streamName: failure.stream } }),
      };
    case 'append-too-large':
      return {
        code: status.INVALID_ARGUMENT,
        type: 'MaximumAppendSizeExceeded',
        content: encodeAppendTooLarge({ maxAppendSize: failure.limit }),
      };
    case 'access-denied':
    case 'unauthenticated':
      return { code: status.PERMISSION_DENIED, type: 'AccessDenied' };
    case 'timeout':
      return { code: status.DEADLINE_EXCEEDED, type: 'Timeout' };
    case 'not-written':
      return unnamed(status.UNAVAILABLE);
    case 'damaged':
      return unnamed(status.DATA_LOSS);
    case 'unavailable':
      return unknown;
    default:
      return badRequest(failure);
  }
}

/**
 * The status message of a failed batch append. An error that is not a `Refusal` is a defect of the server and has the
 * status Unknown.
 */
export function batchErrorOf(error: unknown): object {
  const { code, type, content } = error instanceof Refusal ? detailsOf(error.failure) : unknown;
  return {
    code,
    message: error instanceof Error ? error.message : String(error),
    details: { typeUrl: `type.googleapis.com/event_store.client.${type}`, ...(content && { value: content }) },
  };
}
