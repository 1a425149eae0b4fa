import type { Log } from '../../ports/log.ts';
import type { Item } from './subscribe.ts';

/** How many events one search of the rest of the log returns at most. */
const searchLimit = 1_000;

type Search = Readonly<{ start: bigint; types: ReadonlySet<string> | undefined; onAnswered: () => void }>;

/** The events after a position, and how far the log was read. The end of the log is read before its events. */
export async function searchAfter(
  log: Pick<Log, 'page' | 'head'>,
  { start, types, onAnswered }: Search,
): Promise<readonly Item[]> {
  const head = await log.head();
  onAnswered();
  if (head <= start) return [];
  const events = await log.page(start, searchLimit, types);
  return events.length < searchLimit ? [...events, { type: 'looked', position: head }] : events;
}
