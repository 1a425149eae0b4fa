import { present } from '../../../documents/presence.ts';
import { notFound } from '../../../errors.ts';
import type { UnitExerciseId } from '../../../events/ids.ts';
import type { UnitEvent } from '../../../events/unit.ts';
import type { Unit } from '../state.ts';

export type RemoveUnitExercise = Readonly<{
  type: 'RemoveUnitExercise';
  data: Readonly<{ unitExerciseId: UnitExerciseId }>;
}>;

export function removeUnitExercise({ data: { unitExerciseId } }: RemoveUnitExercise, unit: Unit): UnitEvent[] {
  const { document } = present(unit.presence, 'unit');
  if (!document.exercises.some(({ id }) => id === unitExerciseId)) {
    throw notFound('unit-exercise', unit.created.get(unitExerciseId) !== undefined);
  }
  return [{ type: 'UnitExerciseRemoved', data: { unitExerciseId } }];
}
