import { present } from '../../../documents/presence.ts';
import type { EntryId } from '../../../events/ids.ts';
import type { SessionEvent } from '../../../events/session.ts';
import { entryOf, isCorrection, type Session } from '../state.ts';

export type RemoveExercise = Readonly<{ type: 'RemoveExercise'; data: Readonly<{ entryId: EntryId }> }>;

export function removeExercise({ data: { entryId } }: RemoveExercise, session: Session): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  entryOf(session, entryId);
  return [{ type: 'ExerciseRemoved', data: { entryId, correction: isCorrection(document) } }];
}
