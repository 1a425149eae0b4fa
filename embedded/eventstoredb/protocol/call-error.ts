import { Metadata, status } from '@grpc/grpc-js';
import { describeFailure, type Failure, Refusal } from '../store/refusal.ts';

/** The gRPC status that ends a failed call. The client looks first at `exception` in the trailers (`metadata`). */
export type CallError = { code: status; details: string; metadata: Metadata };

const codes = {
  'wrong-expected-version': status.FAILED_PRECONDITION,
  'stream-deleted': status.FAILED_PRECONDITION,
  'access-denied': status.PERMISSION_DENIED,
  'append-too-large': status.INVALID_ARGUMENT,
  'missing-event-metadata': status.INVALID_ARGUMENT,
  timeout: status.ABORTED,
  'consumer-too-slow': status.ABORTED,
  'bad-request': status.UNKNOWN,
  'invalid-argument': status.INVALID_ARGUMENT,
  unauthenticated: status.UNAUTHENTICATED,
  unavailable: status.UNAVAILABLE,
  'not-written': status.UNAVAILABLE,
  damaged: status.DATA_LOSS,
} as const satisfies Record<Failure['kind'], status>;

/** The numbers in the trailer `expected-version` for an expectation that is a condition instead of a revision. */
const conditionNumbers = { no_stream: '-1', any: '-2', stream_exists: '-4' } as const;

/** A stream name for a trailer, which must be ASCII: other characters are percent-encoded. */
const asciiOf = (name: string): string => name.replace(/[^ -~]+/g, (text) => encodeURIComponent(text.toWellFormed()));

/** The gRPC trailers for a refusal. */
function trailersOf(failure: Failure): Record<string, string> {
  switch (failure.kind) {
    case 'wrong-expected-version': {
      const { stream, expected, current } = failure;
      return {
        exception: 'wrong-expected-version',
        'stream-name': asciiOf(stream),
        'expected-version': typeof expected === 'bigint' ? String(expected) : conditionNumbers[expected],
        'actual-version': String(current),
      };
    }
    case 'stream-deleted':
      return { exception: 'stream-deleted', 'stream-name': asciiOf(failure.stream) };
    case 'access-denied':
      return { exception: 'access-denied' };
    case 'append-too-large':
      return { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(failure.limit) };
    case 'missing-event-metadata':
      return {
        exception: 'missing-required-metadata-property',
        'required-metadata-properties': 'type,content-type',
      };
    default:
      return {};
  }
}

/**
 * The gRPC status for an error. The code of a `Refusal` depends on its failure. Any error that is not a `Refusal` is a
 * defect of the server and has the code UNKNOWN.
 */
export function callErrorOf(error: unknown): CallError {
  const metadata = new Metadata();
  if (!(error instanceof Refusal)) {
    return { code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error), metadata };
  }
  const { failure } = error;
  for (const [name, value] of Object.entries(trailersOf(failure))) metadata.set(name, value);
  return { code: codes[failure.kind], details: describeFailure(failure), metadata };
}
