import { invalid } from '../../errors.ts';
import type { EntryId } from '../../events/ids.ts';
import type { Entry, SessionEvent } from '../../events/session.ts';
import { checkRepeated, equal, maxExercises } from './rules.ts';
import { isCorrection, present, type Session } from './state.ts';

export type AddExercise = Readonly<{ type: 'AddExercise'; data: Readonly<{ entryId: EntryId }> & Entry }>;

export function addExercise({ data }: AddExercise, session: Session): SessionEvent[] {
  const document = present(session);
  const created = session.created.get(data.entryId);
  if (created) {
    const stands = document.exercises.some(({ id }) => id === data.entryId);
    return checkRepeated(stands && equal({ ...created, correction: null }, { ...data, correction: null }));
  }
  if (document.exercises.length >= maxExercises) {
    throw invalid('id', `A training session holds at most ${maxExercises} exercises.`);
  }
  return [{ type: 'ExerciseAdded', data: { ...data, correction: isCorrection(document) } }];
}
