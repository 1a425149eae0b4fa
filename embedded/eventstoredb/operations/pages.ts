import type { ReadRequest } from '../protocol/read-requests.ts';
import type { StoredEvent } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { firstVisible, oldestVisible } from '../store/stream-states.ts';
import { createFilter } from './filter.ts';

/** Returns the next events of a read, at most `limit`. An empty page does not end the read; `undefined` does. */
export type NextPage = (limit: number) => StoredEvent[] | undefined;

/** The number of event headers that one page of a filtered read examines. */
const HEADERS = 256;

/**
 * Reads a stream up to the event that was its last one at the call, so that concurrent writers cannot prolong the read.
 */
export function createStreamPages({ reads, states }: Store, request: ReadRequest, stream: string): NextPage {
  const { start, backwards } = request;
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

/**
 * Reads `$all`: forwards from a position (inclusive) up to the event that is the last one now, or backwards from a
 * position (exclusive).
 */
export function createAllPages({ reads }: Store, request: ReadRequest): NextPage {
  const { start, backwards, filter } = request;
  const head = reads.head();
  let next = start === 'start' ? 0 : start === 'end' ? head + 1 : (start ?? 0);
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
    const headers = backwards ? reads.headersBackwards(next, HEADERS) : reads.headersForwards(next, head, HEADERS);
    if (headers.length === 0) return undefined;
    const events: StoredEvent[] = [];
    for (const header of headers) {
      advance(header.position);
      const event = matches(header) ? reads.at(header.position) : undefined;
      if (event) events.push(event);
      if (events.length === limit) break;
    }
    return events;
  };
}
