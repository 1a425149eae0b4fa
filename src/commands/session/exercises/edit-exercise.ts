import { type EntryDocument, entryDataOf, performanceOf } from '../../../documents/entries.ts';
import { present } from '../../../documents/presence.ts';
import { DomainError, invalid } from '../../../errors.ts';
import type { EntryId, ExerciseId } from '../../../events/ids.ts';
import { isSameJson } from '../../../events/json.ts';
import type { SessionEvent } from '../../../events/session.ts';
import type { Mode } from '../../../events/values.ts';
import { checkRoomForTexts } from '../room.ts';
import { checkReference, type Reference } from '../rules.ts';
import { checkMode } from '../sets/check-performance.ts';
import { entryOf, isCorrection, type Session } from '../state.ts';
import { checkEntry } from './check-entry.ts';

/** Changes an entry of a training session. Members that are absent in `data` stay as they are. */
export type EditExercise = Readonly<{
  type: 'EditExercise';
  data: Readonly<{
    entryId: EntryId;
    exerciseId?: ExerciseId | null;
    name?: string;
    mode?: Mode;
    supersetGroup?: number | null;
    notes?: string | null;
  }>;
  reference?: Reference;
}>;

export function editExercise({ data, reference }: EditExercise, session: Session): SessionEvent[] {
  const { entryId, ...change } = data;
  const { document } = present(session.presence, 'session');
  const entry = entryOf(session, entryId);
  checkReference(change.exerciseId ?? null, reference);
  const before = entryDataOf(entry);
  const after = entryDataOf({ ...entry, ...change });
  if (isSameJson(before, after)) return [];
  checkEntry(after);
  if (after.mode !== before.mode) checkSetsFit(entry, after.mode);
  checkRoomForTexts(document, after.personal, before.personal);
  return [{ type: 'ExerciseCorrected', data: { entryId, ...after, correction: isCorrection(document) } }];
}

function checkSetsFit({ sets }: EntryDocument, mode: Mode): void {
  try {
    for (const set of sets) checkMode(performanceOf(set), mode);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw invalid('mode', `The sets logged so far do not fit mode ${mode}: ${cause.message}`);
  }
}
