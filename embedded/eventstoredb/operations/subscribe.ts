import type { Outlet } from '../outlet.ts';
import { refuse } from '../protocol/errors.ts';
import { createFilter } from '../protocol/filters.ts';
import type { FilterOptions, ReadRequest } from '../protocol/read-request.ts';
import { caughtUp, checkpointReached, confirmed, eventRead } from '../protocol/read-responses.ts';
import { type StoredEvent, TOMBSTONE } from '../store/events.ts';
import { shown } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import { firstVisible, oldestVisible } from '../store/stream-states.ts';

const PAGE = 64;
const CANDIDATES = 256;
const PAGE_BYTES = 1_048_576;

/** A subscription's place in the log. It reads on from there at the reader's pace: nothing is queued for it. */
type Feed = {
  /** Sends the next page. False if there is nothing new. */
  advance(): boolean;
  /** Called once, when all that was there at first has been sent. */
  onCaughtUp(): void;
};

type Send = (event: StoredEvent) => void;

function streamFeed({ reads, states }: Store, stream: string, start: ReadRequest['start'], send: Send): Feed {
  let after = start === 'end' ? states.of(stream).last : typeof start === 'number' ? start : -1;
  let live = false;
  return {
    advance() {
      const state = states.of(stream);
      if (state.last <= after) return false;
      // What metadata hides is passed over while catching up; live, every event is shown.
      const from = live ? after + 1 : Math.max(after + 1, firstVisible(state));
      const range = { from, to: TOMBSTONE, createdSince: live ? 0 : oldestVisible(state) };
      const events = reads.stream(state, range, false, PAGE);
      for (const event of events) send(event);
      after = events.at(-1)?.revision ?? state.last;
      if (after === TOMBSTONE) refuse({ kind: 'stream-deleted', stream });
      return events.length > 0;
    },
    onCaughtUp() {
      live = true;
    },
  };
}

function allFeed({ reads }: Store, start: ReadRequest['start'], send: Send): Feed {
  let after = start === 'end' ? reads.head() : typeof start === 'number' ? start : 0;
  return {
    advance() {
      const events = reads.allForwards(after + 1, TOMBSTONE, PAGE);
      for (const event of events) send(event);
      after = events.at(-1)?.position ?? after;
      return events.length > 0;
    },
    onCaughtUp() {},
  };
}

/** Checkpoints tell the reader how far the log was searched, so that it need not be searched again. */
function filteredFeed(
  { reads }: Store,
  start: ReadRequest['start'],
  filter: FilterOptions,
  send: Send,
  sendCheckpoint: (position: number) => void,
): Feed {
  const matches = createFilter(filter);
  let after = start === 'end' ? reads.head() : typeof start === 'number' ? start : 0;
  let checkpoint = after;
  let considered = 0;
  const reach = () => {
    if (after > checkpoint) sendCheckpoint(after);
    checkpoint = after;
  };
  return {
    advance() {
      const candidates = reads.candidatesForwards(after + 1, TOMBSTONE, CANDIDATES);
      let bytes = 0;
      for (const candidate of candidates) {
        const event = matches(candidate) ? reads.at(candidate.position) : undefined;
        if (event) send(event);
        after = candidate.position;
        considered++;
        if (considered % filter.checkpointInterval === 0) reach();
        bytes += event ? event.data.length + event.metadata.length : 0;
        if (bytes > PAGE_BYTES) break;
      }
      return candidates.length > 0;
    },
    onCaughtUp: reach,
  };
}

/** Sends what is there, says so, and then whatever is committed, until the reader goes or the stream is tombstoned. */
export async function subscribe(store: Store, request: ReadRequest, outlet: Outlet): Promise<void> {
  const { stream, start, filter, resolveLinks } = request;
  const structured = request.uuids === 'structured';
  const send: Send = (event) => outlet.send(eventRead(shown(store.reads, event, resolveLinks), structured));
  const sendCheckpoint = (position: number) => outlet.send(checkpointReached(position));
  const feed =
    stream !== undefined
      ? streamFeed(store, stream, start, send)
      : filter
        ? filteredFeed(store, start, filter, send, sendCheckpoint)
        : allFeed(store, start, send);
  outlet.send(confirmed(crypto.randomUUID()));
  let isCaughtUp = false;
  while (outlet.isOpen()) {
    if (feed.advance()) await outlet.flushed();
    else if (isCaughtUp) await outlet.committed();
    else {
      isCaughtUp = true;
      feed.onCaughtUp();
      outlet.send(caughtUp);
    }
  }
}
