import { setTimeout as delay } from 'node:timers/promises';
import type { Dependencies } from '../dependencies.ts';
import { createCheck, orNull, paceOf } from '../following.ts';
import type { Caller } from '../guards.ts';
import type { Incoming } from '../route.ts';
import { readPage, type Start } from './read-page.ts';

/** The largest page of the stream. */
const limit = 100;
/** The pause after a page that had no items although there are changes: a read model lags, or a stream is parked. */
const emptyMs = 1_000;

type Following = Readonly<{ caller: Caller; start: Start; incoming: Incoming }>;

/**
 * Yields the pages of the feed as server-sent events: first what the client lacks, then each change when it can be read.
 * The stream ends when the client leaves, the caller's sign-in ends, the service stops, or its time is over.
 */
export async function* followChanges(
  deps: Dependencies,
  { caller, start, incoming }: Following,
): AsyncGenerator<string, void> {
  const { queries } = deps;
  const { retryMs, checkMs, over } = paceOf(deps, caller, incoming);
  let page = await readPage(deps, { ...start, limit, caller });
  yield `retry: ${retryMs}\n${eventOf(page)}`;
  // The first page has shown the caller's own writes. Later pages show what can be read, without waiting for more.
  const later = {
    kinds: start.kinds,
    isReset: false,
    isFromNow: false,
    limit,
    caller: { ...caller, requiredPosition: () => 0n },
  };
  const isAdmitted = createCheck(incoming, checkMs);
  while (!over.aborted && (await isAdmitted())) {
    const hadMore = page.more;
    const pause = AbortSignal.any([over, AbortSignal.timeout(checkMs)]);
    if (!hadMore) await queries.waitForChanges({ owner: caller.account.id, after: page.next, signal: pause });
    if (over.aborted) return;
    if (pause.aborted && !hadMore) {
      yield ': no change\n\n';
      continue;
    }
    const next = await orNull(readPage(deps, { ...later, after: page.next }));
    if (!next) return;
    page = next;
    if (!page.isEmpty) yield eventOf(page);
    else await delay(emptyMs, undefined, { signal: over }).catch(() => {});
  }
}

const eventOf = ({ token, body }: Readonly<{ token: string; body: string }>): string =>
  `event: changes\nid: ${token}\ndata: ${body}\n\n`;
