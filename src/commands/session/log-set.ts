import { present } from '../../documents/presence.ts';
import { invalid } from '../../errors.ts';
import type { EntryId, SetId } from '../../events/ids.ts';
import type { Performance, SessionEvent } from '../../events/session.ts';
import type { DecisionContext } from '../decider.ts';
import { checkPast, checkPerformance, checkRepeated, checkRoom, equal, maxSets, maxSetsPerExercise } from './rules.ts';
import { entryOf, isCorrection, type Session } from './state.ts';

export type LogSet = Readonly<{ type: 'LogSet'; data: Readonly<{ entryId: EntryId; setId: SetId }> & Performance }>;

export function logSet({ data }: LogSet, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const entry = entryOf(document, data.entryId);
  const created = session.created.get(data.setId);
  if (created) {
    const stands = entry.sets.some(({ id }) => id === data.setId);
    return checkRepeated(stands && equal({ ...created, correction: null }, { ...data, correction: null }));
  }
  checkPerformance(data, entry.mode);
  checkPast('performedAt', data.performedAt, at);
  if (entry.sets.length >= maxSetsPerExercise) {
    throw invalid('id', `An exercise holds at most ${maxSetsPerExercise} sets.`);
  }
  if (document.exercises.reduce((sum, { sets }) => sum + sets.length, 0) >= maxSets) {
    throw invalid('id', `A training session holds at most ${maxSets} sets.`);
  }
  checkRoom(document, data.personal);
  return [{ type: 'SetLogged', data: { ...data, correction: isCorrection(document) } }];
}
