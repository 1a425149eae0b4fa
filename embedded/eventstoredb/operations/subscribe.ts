import type { ReadRequest } from '../protocol/read-requests.ts';
import { caughtUp, checkpointReached, eventRead, subscriptionConfirmed } from '../protocol/read-responses.ts';
import type { StoredEvent } from '../store/events.ts';
import { resolveEvent } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import { type Cursor, createAllCursor, createFilteredCursor, createStreamCursor } from './cursors.ts';
import type { ResponseWriter } from './response-writer.ts';

function createCursor(store: Store, request: ReadRequest, writer: ResponseWriter): Cursor {
  const { stream, start, filter, resolveLinks, uuids = 'string' } = request;
  const event = (stored: StoredEvent) => writer.send(eventRead(resolveEvent(store.reads, stored, resolveLinks), uuids));
  if (stream !== undefined) return createStreamCursor(store, stream, start, event);
  if (!filter) return createAllCursor(store, start, event);
  const checkpoint = (position: number) => writer.send(checkpointReached(position));
  return createFilteredCursor(store, start, filter, { event, checkpoint });
}

/**
 * Runs a subscription: sends the stored events, the message `caughtUp`, and then each new event, until the client goes
 * or the stream is tombstoned.
 */
export async function subscribe(store: Store, request: ReadRequest, writer: ResponseWriter): Promise<void> {
  const created = createCursor(store, request, writer);
  const cursor = store.disturb?.(created, request, writer) ?? created;
  writer.send(subscriptionConfirmed(crypto.randomUUID()));
  let isCaughtUp = false;
  while (writer.isOpen()) {
    if (cursor.advance()) await writer.drained();
    else if (isCaughtUp) await writer.nextCommit();
    else {
      isCaughtUp = true;
      cursor.onCaughtUp();
      writer.send(caughtUp);
    }
  }
}
