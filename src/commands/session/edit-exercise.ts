import { present } from '../../documents/presence.ts';
import type { EntryDocument } from '../../documents/session.ts';
import { invalid } from '../../errors.ts';
import type { EntryId, ExerciseId } from '../../events/ids.ts';
import type { Entry, SessionEvent } from '../../events/session.ts';
import type { Mode } from '../../events/values.ts';
import { performanceOf } from './correct-set.ts';
import { checkPerformance, checkReference, checkRoom, equal, type Reference } from './rules.ts';
import { entryOf, isCorrection, type Session } from './state.ts';

/** What is absent stays as it is. */
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
  const entry = entryOf(document, entryId);
  checkReference(change.exerciseId ?? null, reference);
  const before = entryFields(entry);
  const after = entryFields({ ...entry, ...change });
  if (equal(before, after)) return [];
  if (after.mode !== before.mode) checkSetsFit(entry, after.mode);
  checkRoom(document, after.personal, before.personal);
  return [{ type: 'ExerciseCorrected', data: { entryId, ...after, correction: isCorrection(document) } }];
}

const entryFields = ({ exerciseId, name, mode, supersetGroup, notes }: EntryDocument): Entry => ({
  exerciseId,
  mode,
  supersetGroup,
  personal: { name, notes },
});

function checkSetsFit(entry: EntryDocument, mode: Mode): void {
  try {
    for (const set of entry.sets) checkPerformance(performanceOf(set), mode);
  } catch (cause) {
    throw invalid('mode', `The sets logged so far do not fit mode ${mode}: ${(cause as Error).message}`);
  }
}
