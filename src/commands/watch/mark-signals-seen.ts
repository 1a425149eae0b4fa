import { markKey, type WatchDocument } from '../../documents/watch.ts';
import { invalid } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import { maxMarked, maxStrength, type SeenMark, signalKinds } from '../../events/signal-values.ts';
import { isDay } from '../../events/values.ts';
import type { WatchEvent, WatchId } from '../../events/watch.ts';
import { checkOneOf } from '../checks.ts';

/** Marks signals of an athlete as seen, as strong as they were told. */
export type MarkSignalsSeen = Readonly<{
  type: 'MarkSignalsSeen';
  data: Readonly<{ watchId: WatchId; athleteId: AccountId; marks: readonly SeenMark[] }>;
}>;

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

export function markSignalsSeen({ data: { marks } }: MarkSignalsSeen, watch: WatchDocument | null): WatchEvent[] {
  if (marks.length > maxMarked) throw invalid('signals', `One request marks at most ${maxMarked} signals.`);
  for (const { kind, subject, strength, until } of marks) {
    if (subject !== null && !isUuid(subject)) throw invalid('subject', 'This is not an id.');
    checkOneOf('kind', kind, signalKinds);
    if (!(strength >= 0 && strength < maxStrength)) throw invalid('strength', 'This is not the strength of a signal.');
    if (!isDay(until)) throw invalid('until', 'This is not a day.');
  }
  const known = new Map(watch?.marks.map((mark) => [markKey(mark), mark]));
  const changed = marks.filter((mark) => !isSameJson(known.get(markKey(mark)), mark));
  return changed.length === 0 ? [] : [{ type: 'SignalsSeen', data: { marks: changed } }];
}
