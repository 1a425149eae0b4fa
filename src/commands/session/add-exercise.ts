import { present } from '../../documents/presence.ts';
import { invalid } from '../../errors.ts';
import type { EntryId } from '../../events/ids.ts';
import type { Entry, SessionEvent } from '../../events/session.ts';
import { checkReference, checkRepeated, checkRoom, equal, maxExercises, type Reference } from './rules.ts';
import { isCorrection, type Session } from './state.ts';

/** Without a name it takes the exercise's. */
export type AddExercise = Readonly<{
  type: 'AddExercise';
  data: Readonly<{ entryId: EntryId }> &
    Omit<Entry, 'personal'> &
    Readonly<{ personal: Readonly<{ name: string | null; notes: string | null }> }>;
  reference?: Reference;
}>;

export function addExercise({ data: asked, reference }: AddExercise, session: Session): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const created = session.created.get(asked.entryId) as Entry | undefined;
  // Names change, and exercises go; neither makes a repeated creation another one.
  const name = asked.personal.name ?? created?.personal.name ?? reference?.name ?? '';
  const data = { ...asked, personal: { ...asked.personal, name } };
  if (created) {
    const stands = document.exercises.some(({ id }) => id === data.entryId);
    return checkRepeated(stands && equal({ ...created, correction: null }, { ...data, correction: null }));
  }
  checkReference(data.exerciseId, reference);
  if (document.exercises.length >= maxExercises) {
    throw invalid('id', `A training session holds at most ${maxExercises} exercises.`);
  }
  checkRoom(document, data.personal);
  return [{ type: 'ExerciseAdded', data: { ...data, correction: isCorrection(document) } }];
}
