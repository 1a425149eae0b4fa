import type { FilterOptions, Start } from '../protocol/read-requests.ts';
import { type StoredEvent, TOMBSTONE } from '../store/events.ts';
import { refuse } from '../store/refusal.ts';
import type { Store } from '../store/store.ts';
import { firstVisible, oldestVisible } from '../store/stream-states.ts';
import { createFilter } from './filter.ts';

const PAGE_SIZE = 64;
/** The number of event headers that one page of a filtered subscription examines. */
const HEADERS = 256;
const PAGE_BYTES = 1_048_576;

/**
 * The place of a subscription in the log. It reads events only as fast as the client accepts them, so no event is
 * queued.
 */
export type Cursor = {
  /** Sends the next page of events. Returns false if the log has no new event. */
  advance(): boolean;
  /** Called once, when the subscription has sent all events that existed at its start. */
  onCaughtUp(): void;
};

type SendEvent = (event: StoredEvent) => void;

const startPosition = (start: Start, end: () => number, beginning: number): number => {
  if (start === 'end') return end();
  return typeof start === 'number' ? start : beginning;
};

export function createStreamCursor({ reads, states }: Store, stream: string, start: Start, send: SendEvent): Cursor {
  let after = startPosition(start, () => states.of(stream).last, -1);
  let live = false;
  return {
    advance() {
      const state = states.of(stream);
      if (state.last <= after) return false;
      // A subscription that is catching up skips events hidden by the stream's metadata; a live one sends every event.
      const from = live ? after + 1 : Math.max(after + 1, firstVisible(state));
      const range = { from, to: TOMBSTONE, createdSince: live ? 0 : oldestVisible(state) };
      const events = reads.stream(state, range, false, PAGE_SIZE);
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

export function createAllCursor({ reads }: Store, start: Start, send: SendEvent): Cursor {
  let after = startPosition(start, reads.head, 0);
  return {
    advance() {
      const events = reads.allForwards(after + 1, TOMBSTONE, PAGE_SIZE);
      for (const event of events) send(event);
      after = events.at(-1)?.position ?? after;
      return events.length > 0;
    },
    onCaughtUp() {},
  };
}

type Sender = { readonly event: SendEvent; readonly checkpoint: (position: number) => void };

/**
 * A filtered subscription. Its checkpoint messages say up to which position the log was searched, so that a client that
 * resubscribes need not search that part again.
 */
export function createFilteredCursor({ reads }: Store, start: Start, filter: FilterOptions, send: Sender): Cursor {
  const matches = createFilter(filter);
  let after = startPosition(start, reads.head, 0);
  let checkpoint = after;
  let examined = 0;
  const sendCheckpoint = () => {
    if (after > checkpoint) send.checkpoint(after);
    checkpoint = after;
  };
  return {
    advance() {
      const headers = reads.headersForwards(after + 1, TOMBSTONE, HEADERS);
      let bytes = 0;
      for (const header of headers) {
        const event = matches(header) ? reads.at(header.position) : undefined;
        if (event) send.event(event);
        after = header.position;
        examined++;
        if (examined % filter.checkpointInterval === 0) sendCheckpoint();
        bytes += event ? event.data.length + event.metadata.length : 0;
        if (bytes > PAGE_BYTES) break;
      }
      return headers.length > 0;
    },
    // Some releases send a checkpoint here. This server does not, so that no client waits for it.
    onCaughtUp() {},
  };
}
