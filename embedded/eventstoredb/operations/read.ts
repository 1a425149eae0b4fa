import type { ServerWritableStream } from '@grpc/grpc-js';
import { callErrorOf } from '../protocol/call-error.ts';
import type { ReadRequest } from '../protocol/read-requests.ts';
import { eventRead, streamNotFound } from '../protocol/read-responses.ts';
import { resolveEvent } from '../store/reads.ts';
import { refuse } from '../store/refusal.ts';
import type { Store } from '../store/store.ts';
import { createAllPages, createStreamPages, type NextPage } from './pages.ts';
import { createResponseWriter, type ResponseWriter } from './response-writer.ts';
import { subscribe } from './subscribe.ts';

/** The number of events in one page. Pages are small, because reading a page blocks the event loop. */
const PAGE_SIZE = 64;

/** Checks the options of a read or a subscription. Only a read has a `count`. */
function checkRequest({ states }: Store, request: ReadRequest): void {
  const { stream, start, backwards, count, uuids, impossiblePosition } = request;
  if (uuids === undefined) refuse({ kind: 'invalid-argument', message: 'The read does not choose the form of ids.' });
  if (stream === '') refuse({ kind: 'bad-request', message: 'The name of the stream is empty.' });
  if (start === undefined) refuse({ kind: 'invalid-argument', message: 'The read does not say where to start.' });
  if (stream !== undefined && start === 'end' && !backwards && count !== undefined) {
    refuse({ kind: 'bad-request', message: 'A stream cannot be read forwards from its end.' });
  }
  if (impossiblePosition) refuse({ kind: 'invalid-argument', message: 'No event has this position.' });
  if (stream !== undefined && states.of(stream).tombstoned) refuse({ kind: 'stream-deleted', stream });
}

/** The pages of a one-off read; `undefined` if the stream to read does not exist. */
function pagesOf(store: Store, request: ReadRequest): NextPage | undefined {
  const { stream } = request;
  if (stream === undefined) return createAllPages(store, request);
  const { last, visibility } = store.states.of(stream);
  if (last < 0 || visibility.deleted) return undefined;
  return createStreamPages(store, request, stream);
}

async function sendEvents(store: Store, request: ReadRequest, count: number, writer: ResponseWriter): Promise<void> {
  const { stream = '', resolveLinks, uuids = 'string' } = request;
  const nextPage = pagesOf(store, request);
  if (!nextPage) return writer.send(streamNotFound(stream));
  for (let remaining = count; remaining > 0 && writer.isOpen(); ) {
    const events = nextPage(Math.min(PAGE_SIZE, remaining));
    if (!events) return;
    for (const event of events) writer.send(eventRead(resolveEvent(store.reads, event, resolveLinks), uuids));
    remaining -= events.length;
    await writer.drained();
  }
}

async function read(store: Store, call: ServerWritableStream<ReadRequest, Buffer>): Promise<void> {
  const { request } = call;
  checkRequest(store, request);
  const writer = createResponseWriter(call, store.onCommit);
  if (request.count === undefined) await subscribe(store, request, writer);
  else await sendEvents(store, request, request.count, writer);
}

/** Handles Streams/Read: one-off reads in both directions and subscriptions, of one stream or of `$all`. */
export const handleRead =
  (store: Store) =>
  (call: ServerWritableStream<ReadRequest, Buffer>): void => {
    read(store, call).then(
      () => call.end(),
      (error: unknown) => call.emit('error', callErrorOf(error)),
    );
  };
