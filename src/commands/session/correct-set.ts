import { present } from '../../documents/presence.ts';
import type { SetDocument } from '../../documents/session.ts';
import type { EntryId, SetId } from '../../events/ids.ts';
import type { Performance, SessionEvent } from '../../events/session.ts';
import type { DecisionContext } from '../decider.ts';
import { checkPast, checkPerformance, checkRoom, equal } from './rules.ts';
import { entryOf, isCorrection, type Session, setOf } from './state.ts';

/** What is absent stays as it is. */
export type CorrectSet = Readonly<{
  type: 'CorrectSet';
  data: Readonly<{ entryId: EntryId; setId: SetId }> & Partial<Omit<SetDocument, 'id' | 'order'>>;
}>;

export function correctSet({ data }: CorrectSet, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { entryId, setId, ...change } = data;
  const { document } = present(session.presence, 'session');
  const entry = entryOf(document, entryId);
  const set = setOf(entry, setId);
  const after = performanceOf({ ...set, ...change });
  if (equal(after, performanceOf(set))) return [];
  checkPerformance(after, entry.mode);
  checkPast('performedAt', after.performedAt, at);
  checkRoom(document, after.personal, set);
  return [{ type: 'SetCorrected', data: { entryId, setId, ...after, correction: isCorrection(document) } }];
}

/** What a set's document tells, as its events hold it. */
export const performanceOf = ({
  type,
  weight,
  reps,
  seconds,
  distance,
  rpe,
  rir,
  performedAt,
  notes,
}: SetDocument): Performance => ({
  type,
  weight,
  reps,
  seconds,
  distance,
  rpe,
  rir,
  performedAt,
  personal: { notes },
});
