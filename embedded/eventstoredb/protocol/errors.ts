import { Metadata, status } from '@grpc/grpc-js';
import type { ExpectedRevision } from '../store/events.ts';

/** Why a request is refused. `current` is the stream's last revision, -1 if it has none. */
export type Failure =
  | { kind: 'wrong-expected-version'; stream: string; expected: ExpectedRevision; current: number }
  | { kind: 'stream-deleted'; stream: string }
  | { kind: 'access-denied' }
  | { kind: 'append-too-large'; limit: number }
  | { kind: 'missing-event-metadata' }
  | { kind: 'timeout' }
  | { kind: 'bad-request'; message: string }
  | { kind: 'invalid-argument'; message: string }
  | { kind: 'unauthenticated' }
  | { kind: 'unavailable'; message: string };

/** A refusal is decided before anything is written, so the rest of its group commit stands. */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(describeFailure(failure));
    this.failure = failure;
  }
}

export const refuse = (failure: Failure): never => {
  throw new Refusal(failure);
};

export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'wrong-expected-version':
      return `Stream '${failure.stream}' was expected at ${failure.expected} but is at ${failure.current}.`;
    case 'stream-deleted':
      return `Stream '${failure.stream}' is deleted.`;
    case 'access-denied':
      return 'Access is denied.';
    case 'append-too-large':
      return `An append may not exceed ${failure.limit} bytes.`;
    case 'missing-event-metadata':
      return "An event needs the metadata 'type' and 'content-type'.";
    case 'timeout':
      return 'The append was not complete by its deadline.';
    case 'unauthenticated':
      return 'The credentials are missing or wrong.';
    case 'bad-request':
    case 'invalid-argument':
    case 'unavailable':
      return failure.message;
  }
}

/** How the `expected-version` trailer spells the conditions. */
const expectedTrailer = { no_stream: '-1', any: '-2', stream_exists: '-4' } as const;

/** A failed call's status; 6.2.1 looks at the `exception` trailer first. Trailers must be ASCII. */
export type CallError = { code: status; details: string; metadata: Metadata };

const callError = (code: status, failure: Failure, trailers: Record<string, string> = {}): CallError => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return { code, details: describeFailure(failure), metadata };
};

/** The status that ends a call for `error`. Whatever is no refusal is a defect: UNKNOWN. */
export function callErrorOf(error: unknown): CallError {
  if (!(error instanceof Refusal)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: status.UNKNOWN, details: message, metadata: new Metadata() };
  }
  const { failure } = error;
  switch (failure.kind) {
    case 'wrong-expected-version':
      return callError(status.FAILED_PRECONDITION, failure, {
        exception: 'wrong-expected-version',
        'stream-name': encodeURIComponent(failure.stream),
        'expected-version':
          typeof failure.expected === 'bigint' ? String(failure.expected) : expectedTrailer[failure.expected],
        'actual-version': String(failure.current),
      });
    case 'stream-deleted':
      return callError(status.FAILED_PRECONDITION, failure, {
        exception: 'stream-deleted',
        'stream-name': encodeURIComponent(failure.stream),
      });
    case 'access-denied':
      return callError(status.PERMISSION_DENIED, failure, { exception: 'access-denied' });
    case 'append-too-large':
      return callError(status.INVALID_ARGUMENT, failure, {
        exception: 'maximum-append-size-exceeded',
        'maximum-append-size': String(failure.limit),
      });
    case 'missing-event-metadata':
      return callError(status.INVALID_ARGUMENT, failure, {
        exception: 'missing-required-metadata-property',
        'required-metadata-properties': 'type,content-type',
      });
    case 'timeout':
      return callError(status.ABORTED, failure);
    case 'bad-request':
      return callError(status.UNKNOWN, failure);
    case 'invalid-argument':
      return callError(status.INVALID_ARGUMENT, failure);
    case 'unauthenticated':
      return callError(status.UNAUTHENTICATED, failure);
    case 'unavailable':
      return callError(status.UNAVAILABLE, failure);
  }
}
