import type { ExpectedRevision } from './events.ts';

/** Why the server refuses a request. `current` is the present last revision of the stream, -1 if it has no events. */
export type Failure =
  | { kind: 'wrong-expected-version'; stream: string; expected: ExpectedRevision; current: number }
  | { kind: 'stream-deleted'; stream: string }
  | { kind: 'access-denied' }
  | { kind: 'append-too-large'; limit: number }
  | { kind: 'missing-event-metadata' }
  | { kind: 'timeout' }
  | { kind: 'consumer-too-slow' }
  /** The storage failed: nothing was written. */
  | { kind: 'not-written'; message: string }
  /** What is stored is not what was written. */
  | { kind: 'damaged'; message: string }
  | { kind: 'bad-request'; message: string }
  | { kind: 'invalid-argument'; message: string }
  | { kind: 'unauthenticated' }
  | { kind: 'unavailable'; message: string };

export type FailureOf<Kind extends Failure['kind']> = Failure & { kind: Kind };

/**
 * The refusal of a request, of which nothing was written. When an operation of a commit throws it, the other operations of
 * the commit are still committed.
 */
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
      return `Stream '${failure.stream}' is at ${failure.current}; the writer expected ${failure.expected}.`;
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
    case 'consumer-too-slow':
      return 'Consumer too slow to handle event while live. Client resubscription required.';
    case 'unauthenticated':
      return 'The credentials are missing or wrong.';
    default:
      return failure.message;
  }
}
