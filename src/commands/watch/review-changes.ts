import type { WatchDocument } from '../../documents/watch.ts';
import { invalid } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { WatchEvent, WatchId } from '../../events/watch.ts';

/**
 * Marks what is new of an athlete as looked at, up to a position of the log. `end` is the position of the athlete's last
 * event: what comes later cannot have been looked at.
 */
export type ReviewChanges = Readonly<{
  type: 'ReviewChanges';
  data: Readonly<{ watchId: WatchId; athleteId: AccountId; to: string }>;
  end: bigint;
}>;

const isPosition = (text: string): boolean => /^(0|[1-9][0-9]{0,18})$/.test(text);

export function reviewChanges({ data: { to }, end }: ReviewChanges, watch: WatchDocument | null): WatchEvent[] {
  if (!isPosition(to)) throw invalid('to', 'This is not a position.');
  if (BigInt(to) > end) throw invalid('to', 'The athlete has no event at or after this position.');
  const before = watch?.reviewedTo ?? null;
  // A second device may be late: what was looked at stays so.
  if (before !== null && BigInt(to) <= BigInt(before)) return [];
  return [{ type: 'ChangesReviewed', data: { to } }];
}
