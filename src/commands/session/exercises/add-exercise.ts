import { present } from '../../../documents/presence.ts';
import type { EntryId } from '../../../events/ids.ts';
import type { Entry, SessionEvent } from '../../../events/session.ts';
import { checkRoomForEntry, checkRoomForTexts } from '../room.ts';
import { checkReference, checkRepeated, type Reference } from '../rules.ts';
import { isCorrection, type Session } from '../state.ts';
import { checkEntry } from './check-entry.ts';

/** Adds an entry to a training session. An entry without a name gets the name of its exercise. */
export type AddExercise = Readonly<{
  type: 'AddExercise';
  data: Readonly<{ entryId: EntryId }> &
    Omit<Entry, 'personal'> &
    Readonly<{ personal: Readonly<{ name: string | null; notes: string | null }> }>;
  reference?: Reference;
}>;

export function addExercise({ data: asked, reference }: AddExercise, session: Session): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const created = session.created.get(asked.entryId) as (Entry & { correction: boolean }) | undefined;
  // A repeated creation uses the name of the first one, because the exercise may have been renamed or deleted since.
  const name = asked.personal.name ?? created?.personal.name ?? reference?.name ?? '';
  const data = { ...asked, personal: { ...asked.personal, name } };
  if (created) {
    const exists = document.exercises.some(({ id }) => id === data.entryId);
    return checkRepeated(exists, created, { ...data, correction: created.correction });
  }
  checkReference(data.exerciseId, reference);
  checkEntry(data);
  checkRoomForEntry(document);
  checkRoomForTexts(document, data.personal);
  return [{ type: 'ExerciseAdded', data: { ...data, correction: isCorrection(document) } }];
}
