import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { BatchRequest } from '../protocol/write-requests.ts';
import type { Store } from '../store/store.ts';
import { createPendingAppends } from './pending-appends.ts';

/** Sends one reply for each append, and ends the call after the last reply once the client has ended its side. */
function createReplies(call: ServerDuplexStream<BatchRequest, Buffer>) {
  let outstanding = 0;
  let clientEnded = false;
  const endWhenDone = () => {
    if (clientEnded && outstanding === 0) call.end();
  };
  call.on('drain', () => call.resume());
  return {
    expect() {
      outstanding++;
    },
    send(message: Buffer) {
      outstanding--;
      if (call.cancelled || call.destroyed) return;
      // Back-pressure: a client that does not read its replies may not send more requests.
      if (!call.write(message)) call.pause();
      endWhenDone();
    },
    clientEnd() {
      clientEnded = true;
      endWhenDone();
    },
  };
}

/**
 * Streams/BatchAppend: the client splits appends into requests, which may interleave and are matched by correlation id. Every
 * append gets exactly one reply, and a failed append does not end the call.
 */
export const handleBatchAppend =
  (store: Store, maxAppendSize: number) =>
  (call: ServerDuplexStream<BatchRequest, Buffer>): void => {
    const replies = createReplies(call);
    const appends = createPendingAppends({ store, maxAppendSize, replies });
    call.on('data', appends.receive);
    call.on('end', () => {
      appends.failAll('The client ended before its append was complete.');
      replies.clientEnd();
    });
    call.on('cancelled', appends.dropAll);
  };
