import type { Deadline, handleClientStreamingCall, handleUnaryCall } from '@grpc/grpc-js';
import { appended, deleted, notAppended } from '../protocol/append-responses.ts';
import { callErrorOf, Refusal, refuse } from '../protocol/errors.ts';
import type { AppendRequest, WriteOptions } from '../protocol/requests.ts';
import type { ProposedEvent, Written } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { Writes } from '../store/writes.ts';
import { eventOf, sizeOf, type Target, targetOf } from './propose.ts';

/** Between a call's last message and its commit the client may have gone: then it knows of no write. */
function refuseOverdue(call: { cancelled: boolean; getDeadline(): Deadline }): void {
  if (call.cancelled || Number(call.getDeadline()) <= Date.now()) refuse({ kind: 'timeout' });
}

/** Streams/Append: the stream first, then its events one by one, written when the client has finished. */
export const handleAppend =
  (store: Store, maxAppendSize: number): handleClientStreamingCall<AppendRequest, Buffer> =>
  (call, callback) => {
    let target: Target | undefined;
    let size = 0;
    let answered = false;
    const events: ProposedEvent[] = [];

    const fail = (error: unknown) => {
      if (answered) return;
      answered = true;
      if (error instanceof Refusal && error.failure.kind === 'wrong-expected-version') {
        callback(null, notAppended(error.failure));
      } else callback(callErrorOf(error));
    };

    const take = ({ options, message }: AppendRequest) => {
      if (options) target = targetOf(options);
      if (!message) return;
      const event = eventOf(message);
      events.push(event);
      size += sizeOf(event);
      if (size > maxAppendSize) refuse({ kind: 'append-too-large', limit: maxAppendSize });
    };

    call.on('data', (request: AppendRequest) => {
      if (answered) return;
      try {
        take(request);
      } catch (error) {
        fail(error);
      }
    });
    call.on('end', () => {
      if (answered) return;
      const { stream, expected } = target ?? {};
      if (stream === undefined || expected === undefined) {
        return fail(new Refusal({ kind: 'bad-request', message: 'The append has no options.' }));
      }
      const operation = (writes: Writes): Written => {
        refuseOverdue(call);
        return writes.append(stream, expected, events);
      };
      store.write(operation).then((written) => callback(null, appended(written)), fail);
    });
    call.on('error', fail);
  };

/** Streams/Delete and Streams/Tombstone. */
export const handleDelete =
  (store: Store, kind: 'softDelete' | 'tombstone'): handleUnaryCall<WriteOptions, Buffer> =>
  async (call, callback) => {
    try {
      const { stream, expected } = targetOf(call.request);
      const written = await store.write((writes) => {
        refuseOverdue(call);
        return writes[kind](stream, expected);
      });
      callback(null, deleted(written));
    } catch (error) {
      callback(callErrorOf(error));
    }
  };
