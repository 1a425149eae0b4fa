import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import type { HistoryPage, ListHistory } from '../../queries/audit/list-history.ts';
import type { Dependencies } from '../dependencies.ts';
import { maxPosition, orNull, paceOf, waitingAfter } from '../following.ts';
import type { Caller } from '../guards.ts';
import type { Incoming } from '../route.ts';
import { ownReader } from './reader.ts';
import type { followAuditQuery } from './requests.ts';

/** The largest page that is read at once. */
const limit = 100;
/** The shortest pause before a right is checked that should have ended: the clock of the database decides. */
const shortestMs = 50;
/** The pause after a change that could not be read yet. */
const lateMs = 250;

type Following = Readonly<{
  asked: Omit<z.output<typeof followAuditQuery>, 'after'>;
  /** The position after which the stream begins; null for the present. */
  start: bigint | null;
  caller: Caller;
  incoming: Incoming;
}>;

/**
 * Yields the events of an athlete as server-sent events, each when it can be read. The stream ends when the client leaves,
 * the sign-in or the right to read ends, the service stops, or its time is over. It waits for the client before it reads
 * more, so it holds one page at most.
 */
export async function* followHistory(
  deps: Dependencies,
  { asked: { kind: kinds, type, ...filters }, start, caller, incoming }: Following,
): AsyncGenerator<string, void> {
  const { audit, queries } = deps;
  const { retryMs, checkMs, over } = paceOf(deps, caller, incoming);
  const reading = { ...ownReader(caller), kinds, filters: { ...filters, types: type && new Set(type) } };
  const read = (question: Pick<ListHistory, 'after' | 'requiredPosition' | 'goesOn'>): Promise<HistoryPage> =>
    audit.followHistory({ ...reading, ...question, sortOrder: 'asc', limit });
  // The first page waits for the caller's own writes. Later pages tell what can be read, without waiting for more.
  const first = await read({ after: start ?? maxPosition, requiredPosition: caller.requiredPosition });
  yield `retry: ${retryMs}\nevent: begin\nid: ${start === null || start > first.end ? first.end : start}\ndata: {}\n\n${eventsOf(first)}`;
  let [after, hasMore] = [placeOf(first), first.next !== null];
  let checkedAt = performance.now();
  while (!over.aborted) {
    const right = await orNull(audit.getRight(reading));
    if (!right) return;
    const endsMs = right.expiresAt === null ? checkMs : Date.parse(right.expiresAt) - Date.now();
    const pause = AbortSignal.any([over, AbortSignal.timeout(Math.min(checkMs, Math.max(shortestMs, endsMs)))]);
    if (!hasMore) await queries.waitForChanges({ ...waitingAfter(after), owner: reading.athlete, signal: pause });
    if (over.aborted) return;
    if (performance.now() - checkedAt >= checkMs) {
      checkedAt = performance.now();
      if (!(await orNull(incoming.readmit()))) return;
      yield ': no change\n\n';
    }
    const page = await orNull(read({ after, requiredPosition: () => 0n, goesOn: true }));
    if (!page) return;
    const isLate = page.next === null && page.end <= after && !pause.aborted;
    [after, hasMore] = [placeOf(page), page.next !== null];
    if (page.items.length > 0) yield eventsOf(page);
    // The read model of changes has an event that the one of the audit does not have yet.
    if (isLate) await delay(lateMs, undefined, { signal: over }).catch(() => {});
  }
}

/** Where the page after this one begins: after events that were not asked for, too. */
const placeOf = ({ next, end }: HistoryPage): bigint => next ?? end;

const eventsOf = ({ items }: HistoryPage): string =>
  items.map((item) => `event: audit\nid: ${item.position}\ndata: ${JSON.stringify(item)}\n\n`).join('');
