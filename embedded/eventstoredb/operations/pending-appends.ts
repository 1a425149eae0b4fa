import { isUuid } from '../protocol/uuid.ts';
import type { BatchOptions, BatchRequest } from '../protocol/write-requests.ts';
import { type BatchAppend, batchAppended, batchFailed } from '../protocol/write-responses.ts';
import { Refusal, refuse } from '../store/refusal.ts';
import type { Store } from '../store/store.ts';
import { refuseOverdue } from './deadline.ts';
import { addEvent, type EventList, parseTarget, type Target, type WriteRules } from './validation.ts';

/** The longest delay that a Node timer supports, in milliseconds; a timer with a longer delay would fire at once. */
const MAX_DELAY = 2 ** 31 - 1;

/** A batch append whose final request has not arrived yet. */
type PendingAppend = EventList & {
  readonly target: Target;
  /** The deadline of the append, in Unix milliseconds. */
  readonly deadline: number;
  readonly timer: NodeJS.Timeout;
};

export type PendingAppends = {
  receive(request: BatchRequest): void;
  /** Answers every append that still lacks its final request with an error. */
  failAll(message: string): void;
  /** Discards every append that still lacks its final request, without an answer. */
  dropAll(): void;
};

type Dependencies = {
  readonly store: Store;
  readonly rules: WriteRules;
  /** `expect` announces that an append will get a reply, `send` sends that reply. */
  readonly replies: { expect(): void; send(message: Buffer): void };
};

/**
 * Parses the first request of an append.
 * @throws Refusal when the request is invalid or the append's deadline has passed.
 */
function parseFirstRequest(
  { correlationId }: BatchAppend,
  options: BatchOptions,
  rules: WriteRules,
): { target: Target; deadline: number } {
  if (!isUuid(correlationId)) refuse({ kind: 'bad-request', message: 'The correlation id is not a UUID.' });
  const target = parseTarget(options, rules);
  const { deadline = Number.POSITIVE_INFINITY } = options;
  refuseOverdue(deadline);
  return { target, deadline };
}

/** Writes an append whose final request has arrived. Returns the reply, which reports a failure too. */
const write = (store: Store, append: BatchAppend, { target, deadline, events }: PendingAppend): Promise<Buffer> =>
  store
    .write((writes) => {
      refuseOverdue(deadline);
      return writes.append(target.stream, target.expected, events);
    })
    .then(
      (written) => batchAppended(append, written),
      (error: unknown) => batchFailed(append, error),
    );

/** Collects the requests of each append by correlation id, and writes the append after its final request. */
export function createPendingAppends({ store, rules, replies }: Dependencies): PendingAppends {
  const pending = new Map<string, PendingAppend>();

  const drop = (correlationId: string) => {
    clearTimeout(pending.get(correlationId)?.timer);
    pending.delete(correlationId);
  };

  const fail = (append: BatchAppend, error: unknown) => {
    drop(append.correlationId);
    replies.send(batchFailed(append, error));
  };

  const begin = (append: BatchAppend, options: BatchOptions): PendingAppend => {
    const { target, deadline } = parseFirstRequest(append, options, rules);
    const expire = () => fail(append, new Refusal({ kind: 'timeout' }));
    const timer = setTimeout(expire, Math.max(0, Math.min(deadline - Date.now(), MAX_DELAY)));
    const started = { target, deadline, events: [], size: 0, timer };
    pending.set(append.correlationId, started);
    return started;
  };

  const finish = (append: BatchAppend, complete: PendingAppend) => {
    drop(append.correlationId);
    write(store, append, complete).then(replies.send);
  };

  return {
    receive({ correlationId, options, messages, isFinal }) {
      const known = pending.get(correlationId);
      // A request without options continues an append. If that append is not pending, it was answered already: ignore
      // the request.
      if (!known && !options) return;
      const append = { correlationId, stream: known?.target.stream ?? options?.stream ?? '' };
      if (!known) replies.expect();
      try {
        const current = known ?? (options && begin(append, options));
        if (!current) return;
        for (const message of messages) addEvent(current, message, rules.maxAppendSize);
        if (isFinal) finish(append, current);
      } catch (error) {
        fail(append, error);
      }
    },
    failAll(message) {
      const error = new Refusal({ kind: 'bad-request', message });
      for (const [correlationId, { target }] of pending) fail({ correlationId, stream: target.stream }, error);
    },
    dropAll() {
      for (const correlationId of pending.keys()) drop(correlationId);
    },
  };
}
