import { present } from '../../../documents/presence.ts';
import type { EntryId, SetId } from '../../../events/ids.ts';
import type { SessionEvent } from '../../../events/session.ts';
import { entryOf, isCorrection, type Session, setOf } from '../state.ts';

export type RemoveSet = Readonly<{ type: 'RemoveSet'; data: Readonly<{ entryId: EntryId; setId: SetId }> }>;

export function removeSet({ data: { entryId, setId } }: RemoveSet, session: Session): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  setOf(session, entryOf(session, entryId), setId);
  return [{ type: 'SetRemoved', data: { entryId, setId, correction: isCorrection(document) } }];
}
