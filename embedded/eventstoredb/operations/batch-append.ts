import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { BatchRequest } from '../protocol/write-requests.ts';
import type { Store } from '../store/store.ts';
import { createPendingAppends } from './pending-appends.ts';
import type { WriteRules } from './validation.ts';

/** Sends one reply for each append. Once the client has ended its side, the call ends after the last reply. */
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
      // Back-pressure: while the client does not read its replies, the server reads no further requests.
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
 * Handles Streams/BatchAppend: a client splits each append into requests, which may interleave with those of other
 * appends; the correlation id tells which append a request belongs to. Every append gets exactly one reply, and a
 * failed append does not end the call.
 */
export const handleBatchAppend =
  (store: Store, rules: WriteRules) =>
  (call: ServerDuplexStream<BatchRequest, Buffer>): void => {
    const replies = createReplies(call);
    const appends = createPendingAppends({ store, rules, replies });
    call.on('data', appends.receive);
    call.on('end', () => {
      appends.failAll('The client ended before its append was complete.');
      replies.clientEnd();
    });
    call.on('cancelled', appends.dropAll);
  };
