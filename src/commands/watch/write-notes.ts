import type { WatchDocument } from '../../documents/watch.ts';
import type { AccountId } from '../../events/ids.ts';
import type { WatchEvent, WatchId } from '../../events/watch.ts';
import { checkNotes } from '../checks.ts';

/** Replaces the private notes of a coach on an athlete. Null or an empty text removes them. */
export type WriteNotes = Readonly<{
  type: 'WriteNotes';
  data: Readonly<{ watchId: WatchId; athleteId: AccountId; text: string | null }>;
}>;

export function writeNotes({ data }: WriteNotes, watch: WatchDocument | null): WatchEvent[] {
  const text = data.text === '' ? null : data.text;
  if (text === (watch?.notes ?? null)) return [];
  checkNotes('text', text);
  return [{ type: 'NotesChanged', data: { athleteId: data.athleteId, personal: { text } } }];
}
