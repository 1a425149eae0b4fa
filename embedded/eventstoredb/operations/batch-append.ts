import type { ServerDuplexStream } from '@grpc/grpc-js';
import { type BatchOutcome, batchAppended, batchFailed } from '../protocol/append-responses.ts';
import { Refusal, refuse } from '../protocol/errors.ts';
import type { BatchOptions, BatchRequest } from '../protocol/requests.ts';
import { isUuid } from '../protocol/uuid.ts';
import type { ProposedEvent } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { eventOf, sizeOf, type Target, targetOf } from './propose.ts';

/** The longest that a timer can wait; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** An append of which not all requests have come yet. */
type Pending = {
  readonly target: Target;
  /** In Unix milliseconds. */
  readonly deadline: number;
  readonly events: ProposedEvent[];
  size: number;
  readonly timer: NodeJS.Timeout;
};

/** A client gives an append up at its deadline, so nothing may be written after it. */
function refuseOverdue(deadline: number): void {
  if (deadline <= Date.now()) refuse({ kind: 'timeout' });
}

/**
 * Streams/BatchAppend: appends in pieces that may interleave, told apart by their correlation ids. Each gets exactly
 * one reply, whatever happens to it, and none of them ends the call.
 */
export const handleBatchAppend =
  (store: Store, maxAppendSize: number) =>
  (call: ServerDuplexStream<BatchRequest, Buffer>): void => {
    const pending = new Map<string, Pending>();
    let unanswered = 0;
    let halfClosed = false;

    const reply = (message: Buffer) => {
      if (call.cancelled || call.destroyed) return;
      // A client that does not read its replies may not send more requests either.
      if (!call.write(message)) call.pause();
      if (halfClosed && unanswered === 0) call.end();
    };
    call.on('drain', () => call.resume());

    const drop = (correlationId: string) => {
      clearTimeout(pending.get(correlationId)?.timer);
      pending.delete(correlationId);
    };

    const fail = (outcome: BatchOutcome, error: unknown) => {
      drop(outcome.correlationId);
      unanswered--;
      reply(batchFailed(outcome, error));
    };

    const begin = (outcome: BatchOutcome, options: BatchOptions): Pending => {
      if (!isUuid(outcome.correlationId)) refuse({ kind: 'bad-request', message: 'The correlation id is not a UUID.' });
      const target = targetOf(options);
      const { deadline = Number.POSITIVE_INFINITY } = options;
      refuseOverdue(deadline);
      const expire = () => fail(outcome, new Refusal({ kind: 'timeout' }));
      const timer = setTimeout(expire, Math.min(deadline - Date.now(), LONGEST_TIMER));
      return { target, deadline, events: [], size: 0, timer };
    };

    const finish = (outcome: BatchOutcome, { target, deadline, events }: Pending) => {
      drop(outcome.correlationId);
      store
        .write((writes) => {
          refuseOverdue(deadline);
          return writes.append(target.stream, target.expected, events);
        })
        .then(
          (written) => {
            unanswered--;
            reply(batchAppended(outcome, written));
          },
          (error: unknown) => fail(outcome, error),
        );
    };

    call.on('data', ({ correlationId, options, messages, isFinal }: BatchRequest) => {
      let append = pending.get(correlationId);
      // Without options it belongs to an append that was refused already.
      if (!append && !options) return;
      const outcome = { correlationId, stream: append?.target.stream ?? options?.stream ?? '' };
      if (!append) unanswered++;
      try {
        if (!append && options) {
          append = begin(outcome, options);
          pending.set(correlationId, append);
        }
        if (!append) return;
        for (const message of messages) {
          const event = eventOf(message);
          append.events.push(event);
          append.size += sizeOf(event);
          if (append.size > maxAppendSize) refuse({ kind: 'append-too-large', limit: maxAppendSize });
        }
        if (isFinal) finish(outcome, append);
      } catch (error) {
        fail(outcome, error);
      }
    });

    call.on('end', () => {
      halfClosed = true;
      const error = new Refusal({ kind: 'bad-request', message: 'The client ended before its append was complete.' });
      for (const [correlationId, { target }] of pending) fail({ correlationId, stream: target.stream }, error);
      if (unanswered === 0) call.end();
    });
    call.on('cancelled', () => {
      for (const correlationId of pending.keys()) drop(correlationId);
    });
  };
