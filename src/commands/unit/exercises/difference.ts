import { type UnitExerciseDocument, unitExerciseDataOf } from '../../../documents/unit.ts';
import { isSameJson } from '../../../events/json.ts';
import type { UnitEvent } from '../../../events/unit.ts';
import { listDifference } from '../../list-difference.ts';

/** Whether two exercises are the same, apart from their order. */
export const isSameExercise = (a: UnitExerciseDocument, b: UnitExerciseDocument): boolean =>
  isSameJson(unitExerciseDataOf(a), unitExerciseDataOf(b));

/** The events that turn the exercises `before` into the exercises `after`. */
export const differenceOf = (
  before: readonly UnitExerciseDocument[],
  after: readonly UnitExerciseDocument[],
): UnitEvent[] =>
  listDifference<UnitExerciseDocument, UnitEvent>(before, after, {
    removed: ({ id: unitExerciseId }) => ({ type: 'UnitExerciseRemoved', data: { unitExerciseId } }),
    added: (each) => [{ type: 'UnitExerciseAdded', data: { unitExerciseId: each.id, ...unitExerciseDataOf(each) } }],
    changed: (earlier, each) =>
      isSameExercise(earlier, each)
        ? []
        : [{ type: 'UnitExerciseEdited', data: { unitExerciseId: each.id, ...unitExerciseDataOf(each) } }],
    reordered: (unitExerciseIds) => ({ type: 'UnitExercisesReordered', data: { unitExerciseIds } }),
  });
