import type { ServerWritableStream } from '@grpc/grpc-js';
import { createOutlet } from '../outlet.ts';
import { callErrorOf, refuse } from '../protocol/errors.ts';
import { createFilter } from '../protocol/filters.ts';
import type { ReadRequest } from '../protocol/read-request.ts';
import { eventRead, streamNotFound } from '../protocol/read-responses.ts';
import type { StoredEvent } from '../store/events.ts';
import { shown } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import { firstVisible, oldestVisible } from '../store/stream-states.ts';
import { subscribe } from './subscribe.ts';

/** Events per page: small, as nothing else runs while one is read. */
const PAGE = 64;
const CANDIDATES = 256;

/** The next events, at most `limit`; none if a page had nothing to show, undefined at the end. */
type Pages = (limit: number) => StoredEvent[] | undefined;

/** Ends when it reaches what was the last event as it began, however fast others write. */
function streamPages({ reads, states }: Store, request: ReadRequest & { stream: string }): Pages {
  const { stream, start, backwards } = request;
  const { last } = states.of(stream);
  let from = start === 'start' ? 0 : start === 'end' ? last : Math.min(start ?? 0, last + 1);
  if (backwards) from = Math.min(from, last);
  return (limit) => {
    const state = states.of(stream);
    const oldest = firstVisible(state);
    const range = backwards ? { from: oldest, to: from } : { from: Math.max(oldest, from), to: last };
    const events = reads.stream(state, { ...range, createdSince: oldestVisible(state) }, backwards, limit);
    const final = events.at(-1);
    if (!final) return undefined;
    from = final.revision + (backwards ? -1 : 1);
    return events;
  };
}

function allPages({ reads }: Store, { start, backwards, filter }: ReadRequest): Pages {
  const head = reads.head();
  const from = start === 'start' ? 0 : start === 'end' ? head + 1 : (start ?? 0);
  let next = from;
  const advance = (position: number) => {
    next = backwards ? position : position + 1;
  };
  if (!filter) {
    return (limit) => {
      const events = backwards ? reads.allBackwards(next, limit) : reads.allForwards(next, head, limit);
      const final = events.at(-1);
      if (!final) return undefined;
      advance(final.position);
      return events;
    };
  }
  const matches = createFilter(filter);
  return (limit) => {
    const candidates = backwards
      ? reads.candidatesBackwards(next, CANDIDATES)
      : reads.candidatesForwards(next, head, CANDIDATES);
    if (candidates.length === 0) return undefined;
    const events: StoredEvent[] = [];
    for (const candidate of candidates) {
      advance(candidate.position);
      const event = matches(candidate) ? reads.at(candidate.position) : undefined;
      if (event) events.push(event);
      if (events.length === limit) break;
    }
    return events;
  };
}

/** Checks what every read needs, subscription or not. */
function check({ states }: Store, request: ReadRequest): void {
  const { stream, start, uuids, impossiblePosition } = request;
  if (uuids === undefined) refuse({ kind: 'invalid-argument', message: 'The form of ids is not chosen.' });
  if (stream === '') refuse({ kind: 'bad-request', message: 'The name of the stream is empty.' });
  if (start === undefined) refuse({ kind: 'invalid-argument', message: 'The read does not say where to start.' });
  if (impossiblePosition) refuse({ kind: 'invalid-argument', message: 'No event has this position.' });
  if (stream !== undefined && states.of(stream).tombstoned) refuse({ kind: 'stream-deleted', stream });
}

async function read(store: Store, call: ServerWritableStream<ReadRequest, Buffer>): Promise<void> {
  const { request } = call;
  const { stream, count } = request;
  check(store, request);
  const outlet = createOutlet(call, store.onCommit);
  if (count === undefined) return subscribe(store, request, outlet);
  let pages: Pages;
  if (stream === undefined) pages = allPages(store, request);
  else {
    const { last, visibility } = store.states.of(stream);
    if (last < 0 || visibility.deleted) {
      outlet.send(streamNotFound(stream));
      return;
    }
    if (request.start === 'end' && !request.backwards) {
      refuse({ kind: 'bad-request', message: 'A stream cannot be read forwards from its end.' });
    }
    pages = streamPages(store, { ...request, stream });
  }
  let remaining = count;
  while (remaining > 0 && outlet.isOpen()) {
    const events = pages(Math.min(PAGE, remaining));
    if (!events) return;
    for (const event of events) {
      outlet.send(eventRead(shown(store.reads, event, request.resolveLinks), request.uuids === 'structured'));
    }
    remaining -= events.length;
    await outlet.flushed();
  }
}

/** Streams/Read: reads in both directions and subscriptions, of one stream or of `$all`. */
export const handleRead =
  (store: Store) =>
  (call: ServerWritableStream<ReadRequest, Buffer>): void => {
    read(store, call).then(
      () => call.end(),
      (error: unknown) => call.emit('error', callErrorOf(error)),
    );
  };
