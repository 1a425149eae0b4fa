import { type EntryDocument, entryDataOf, entryOf, type SetDocument, setOf } from '../../../documents/entries.ts';
import { DomainError, invalid } from '../../../errors.ts';
import type { SetId, UnitExerciseId } from '../../../events/ids.ts';
import type { Performance } from '../../../events/performance.ts';
import type { AddExercise } from '../exercises/add-exercise.ts';
import { plannedParts } from '../exercises/asked-planned.ts';
import type { Reference } from '../rules.ts';

/**
 * An entry with its sets, as a command describes it that contains whole entries. Without a name or mode, the entry gets
 * that of its exercise. An entry that exists keeps its targets.
 */
export type WholeEntry = AddExercise['data'] &
  Readonly<{
    reference?: Reference;
    /** The exercise of the unit for which it is. Without `planned`, the unit has no such exercise. */
    unitExerciseId?: UnitExerciseId;
    sets: readonly (Readonly<{ setId: SetId }> & Performance)[];
  }>;

/** The entry that results from its description. A kept entry that still has the same exercise keeps name and mode. */
export function entryDocumentOf(asked: WholeEntry, order: number, kept?: EntryDocument): EntryDocument {
  const { entryId, personal, reference, sets } = asked;
  const exercise = reference === 'deleted' ? null : reference;
  const from = kept && kept.exerciseId === asked.exerciseId ? kept : exercise;
  const mode = asked.mode ?? from?.mode;
  if (mode === undefined) throw invalid('mode', 'Required without exerciseId.');
  const { planned, personal: texts } = kept ? entryDataOf(kept) : plannedParts(asked.planned);
  const name = personal.name ?? from?.name ?? '';
  const data = { ...asked, mode, planned, personal: { ...personal, name, planned: texts.planned } };
  return entryOf({ id: entryId, order, hasEnded: false }, data, sets.map(setDocumentOf));
}

const setDocumentOf = ({ setId, ...performance }: WholeEntry['sets'][number], order: number): SetDocument =>
  setOf(setId, order, performance);

/**
 * Runs a check of one part of a command's data, such as `exercises.2`. The fields of a refusal then begin with the name
 * of that part; a refusal without fields has it in its message.
 */
export function within<Result>(part: string, check: () => Result): Result {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const { code, message, namesUnknown } = cause;
    const validationErrors = cause.validationErrors.map((each) => ({ ...each, field: `${part}.${each.field}` }));
    throw new DomainError(code, validationErrors.length > 0 ? message : `${part}: ${message}`, {
      ...{ validationErrors, namesUnknown, cause },
    });
  }
}
