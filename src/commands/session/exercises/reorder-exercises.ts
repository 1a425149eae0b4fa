import { present } from '../../../documents/presence.ts';
import type { EntryId } from '../../../events/ids.ts';
import { isSameJson } from '../../../events/json.ts';
import type { SessionEvent } from '../../../events/session.ts';
import { checkOrder } from '../rules.ts';
import { isCorrection, type Session } from '../state.ts';

export type ReorderExercises = Readonly<{
  type: 'ReorderExercises';
  data: Readonly<{ entryIds: readonly EntryId[] }>;
}>;

export function reorderExercises({ data: { entryIds } }: ReorderExercises, session: Session): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  checkOrder(session, document.exercises, entryIds);
  const current = document.exercises.map(({ id }) => id);
  if (isSameJson(current, entryIds)) return [];
  return [{ type: 'ExercisesReordered', data: { entryIds, correction: isCorrection(document) } }];
}
