import { eventsIn } from './events.ts';
import type { components } from './generated/api.ts';
import { ApiError } from './problem.ts';
import type { ClientStorage } from './storage.ts';
import { abortable } from './wait.ts';

export type Changes = components['schemas']['Changes'];
type Kind = Changes['items'][number]['type'];

export type FollowOptions = Readonly<{
  /** The kinds of things to follow; all kinds by default. */
  types?: readonly Kind[];
  /** Where a feed without a token begins: with everything that the account has (`all`, by default), or with what changes `now`. */
  begin?: 'all' | 'now';
  /** Ends the iteration. */
  signal?: AbortSignal;
  /** A name for this feed in the storage, so that several feeds have tokens of their own. */
  name?: string;
}>;

/** How the feed reads: one page, or a stream of events that begins after a token. */
type Source = Readonly<{
  page: (query: Query) => Promise<Changes>;
  live: (query: Query, signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | null>;
}>;
type Query = { after?: string; begin?: 'all' | 'now'; types?: string };

const longestWaitMs = 30_000;

/** Reads everything that has changed since the last call with this storage, page by page, and ends. */
export async function* readChanges(
  source: Source,
  storage: ClientStorage,
  options: FollowOptions,
): AsyncGenerator<Changes, void, undefined> {
  const key = keyOf(options);
  let more = true;
  while (more && !options.signal?.aborted) {
    const page = await source.page(queryOf(options, await storage.get(key)));
    yield page;
    // The token is stored after the caller has processed the page. A page that failed comes again.
    await storage.set(key, page.next);
    more = page.more;
  }
}

/** Reads everything that has changed, and then goes on with each change as it happens, until the signal is aborted. */
export async function* followChanges(
  source: Source,
  storage: ClientStorage,
  options: FollowOptions,
): AsyncGenerator<Changes, void, undefined> {
  const key = keyOf(options);
  const signal = options.signal ?? new AbortController().signal;
  let waitMs = 0;
  while (!signal.aborted) {
    try {
      const body = await source.live(queryOf(options, await storage.get(key)), signal);
      for await (const event of body ? eventsIn(body) : []) {
        waitMs = 0;
        const page: Changes = JSON.parse(event);
        yield page;
        await storage.set(key, page.next);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && isFinal(error)) throw error;
    }
    waitMs = Math.min(waitMs * 2 + 250, longestWaitMs);
    await abortable(waitMs * Math.random(), signal).catch(() => {});
  }
}

/** Whether a later request would be refused as well. Everything else is an outage or a connection that has ended. */
const isFinal = ({ status }: ApiError): boolean => status < 500 && status !== 429;

const keyOf = ({ name = 'default' }: FollowOptions): string => `irontrack.feed.${name}`;

const queryOf = ({ types, begin }: FollowOptions, after: string | null): Query => ({
  ...(after === null ? begin && { begin } : { after }),
  ...(types && { types: types.join(',') }),
});
