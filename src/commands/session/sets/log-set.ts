import { present } from '../../../documents/presence.ts';
import type { EntryId, SetId } from '../../../events/ids.ts';
import type { Performance } from '../../../events/performance.ts';
import type { SessionEvent } from '../../../events/session.ts';
import type { DecisionContext } from '../../decider.ts';
import { checkRoomForSet, checkRoomForTexts } from '../room.ts';
import { checkPast, checkRepeated } from '../rules.ts';
import { entryOf, isCorrection, type Session } from '../state.ts';
import { checkPerformance } from './check-performance.ts';

export type LogSet = Readonly<{ type: 'LogSet'; data: Readonly<{ entryId: EntryId; setId: SetId }> & Performance }>;

export function logSet({ data }: LogSet, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const entry = entryOf(session, data.entryId);
  const created = session.created.get(data.setId) as Readonly<{ correction: boolean }> | undefined;
  if (created) {
    const exists = entry.sets.some(({ id }) => id === data.setId);
    return checkRepeated(exists, created, { ...data, correction: created.correction });
  }
  checkPerformance(data, entry.mode);
  checkPast('performedAt', data.performedAt, at);
  checkRoomForSet(document, entry);
  checkRoomForTexts(document, data.personal);
  return [{ type: 'SetLogged', data: { ...data, correction: isCorrection(document) } }];
}
