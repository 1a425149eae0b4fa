import type { UnitExerciseDocument } from '../../../documents/unit.ts';
import { DomainError, invalid } from '../../../errors.ts';
import { within } from '../../session/content/content.ts';
import type { Unit } from '../state.ts';
import { type AskedExercise, describedExercise } from './asked-exercise.ts';
import { checkUnitExercise } from './check-unit-exercise.ts';
import { isSameExercise } from './difference.ts';

/** What a unit has before a command that describes all its exercises. */
type Earlier = Readonly<{ exercises: readonly UnitExerciseDocument[]; created: Unit['created'] }>;

/**
 * Returns the exercises that a command describes, in their order. Refuses what breaks a rule, and names its place.
 * Exercises that stay as they are need not follow the rules, because an older build may have accepted them.
 */
export function checkedExercises(
  asked: readonly AskedExercise[],
  { exercises, created }: Earlier,
): readonly UnitExerciseDocument[] {
  const known = new Map(exercises.map((each) => [each.id, each]));
  const seen = new Set<string>();
  return asked.map((each, place) =>
    within(`exercises.${place}`, () => {
      const { unitExerciseId: id } = each;
      if (seen.has(id)) throw invalid('id', 'Another item has this id too.');
      seen.add(id);
      const before = known.get(id);
      if (!before && created.get(id)) throw new DomainError('id-taken', 'This id is already in use.');
      const described = describedExercise(each, place, before);
      if (!before || !isSameExercise(before, described)) checkUnitExercise(described);
      return described;
    }),
  );
}
