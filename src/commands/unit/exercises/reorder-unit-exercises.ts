import { present } from '../../../documents/presence.ts';
import type { UnitExerciseId } from '../../../events/ids.ts';
import { isSameJson } from '../../../events/json.ts';
import type { UnitEvent } from '../../../events/unit.ts';
import { checkOrder } from '../../session/rules.ts';
import type { Unit } from '../state.ts';

export type ReorderUnitExercises = Readonly<{
  type: 'ReorderUnitExercises';
  data: Readonly<{ unitExerciseIds: readonly UnitExerciseId[] }>;
}>;

export function reorderUnitExercises({ data: { unitExerciseIds } }: ReorderUnitExercises, unit: Unit): UnitEvent[] {
  const { document } = present(unit.presence, 'unit');
  checkOrder(unit, document.exercises, unitExerciseIds);
  const current = document.exercises.map(({ id }) => id);
  if (isSameJson(current, unitExerciseIds)) return [];
  return [{ type: 'UnitExercisesReordered', data: { unitExerciseIds } }];
}
