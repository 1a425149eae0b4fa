import { performanceOf, type SetDocument } from '../../../documents/entries.ts';
import { present } from '../../../documents/presence.ts';
import type { EntryId, SetId } from '../../../events/ids.ts';
import { isSameJson } from '../../../events/json.ts';
import type { SessionEvent } from '../../../events/session.ts';
import type { DecisionContext } from '../../decider.ts';
import { checkRoomForTexts } from '../room.ts';
import { checkPast } from '../rules.ts';
import { entryOf, isCorrection, type Session, setOf } from '../state.ts';
import { checkPerformance } from './check-performance.ts';

/** Changes a set. Members that are absent in `data` stay as they are. */
export type CorrectSet = Readonly<{
  type: 'CorrectSet';
  data: Readonly<{ entryId: EntryId; setId: SetId }> & Partial<Omit<SetDocument, 'id' | 'order'>>;
}>;

export function correctSet({ data }: CorrectSet, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { entryId, setId, ...change } = data;
  const { document } = present(session.presence, 'session');
  const entry = entryOf(session, entryId);
  const set = setOf(session, entry, setId);
  const after = performanceOf({ ...set, ...change });
  if (isSameJson(after, performanceOf(set))) return [];
  checkPerformance(after, entry.mode);
  checkPast('performedAt', after.performedAt, at);
  checkRoomForTexts(document, after.personal, set);
  return [{ type: 'SetCorrected', data: { entryId, setId, ...after, correction: isCorrection(document) } }];
}
