import { present } from '../../../documents/presence.ts';
import { invalid } from '../../../errors.ts';
import type { EntryId } from '../../../events/ids.ts';
import type { Entry, SessionEvent } from '../../../events/session.ts';
import type { Mode } from '../../../events/values.ts';
import { checkRoomForEntry, checkRoomForTexts } from '../room.ts';
import { checkReference, checkRepeated, type Reference } from '../rules.ts';
import { isCorrection, type Session } from '../state.ts';
import { type AskedPlanned, plannedParts } from './asked-planned.ts';
import { checkEntry } from './check-entry.ts';

/** Adds an entry to a training session. An entry without a name or mode gets that of its exercise. */
export type AddExercise = Readonly<{
  type: 'AddExercise';
  data: Readonly<{ entryId: EntryId }> &
    Omit<Entry, 'personal' | 'mode' | 'planned'> &
    Readonly<{
      mode: Mode | null;
      /** None by default. */
      planned?: AskedPlanned | null;
      personal: Readonly<{ name: string | null; notes: string | null }>;
    }>;
  reference?: Reference;
}>;

export function addExercise({ data: asked, reference }: AddExercise, session: Session): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const created = session.created.get(asked.entryId) as (Entry & { correction: boolean }) | undefined;
  const defaults = reference === 'deleted' ? null : reference;
  // A repeated creation uses name and mode of the first one, because the exercise may have changed or be gone since.
  const name = asked.personal.name ?? created?.personal.name ?? defaults?.name ?? '';
  const mode = asked.mode ?? created?.mode ?? defaults?.mode;
  if (!created) checkReference(asked.exerciseId, reference);
  if (mode === undefined) throw invalid('mode', 'Required without exerciseId.');
  const { planned, personal } = plannedParts(asked.planned);
  const data = { ...asked, mode, planned, personal: { ...asked.personal, ...personal, name } };
  if (created) {
    const exists = document.exercises.some(({ id }) => id === data.entryId);
    return checkRepeated(exists, created, { ...data, correction: created.correction });
  }
  checkEntry(data);
  checkRoomForEntry(document);
  checkRoomForTexts(document, data.personal);
  return [{ type: 'ExerciseAdded', data: { ...data, correction: isCorrection(document) } }];
}
