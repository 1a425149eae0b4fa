import { present } from '../../../documents/presence.ts';
import { unitExerciseDataOf } from '../../../documents/unit.ts';
import { notFound } from '../../../errors.ts';
import type { UnitExerciseId } from '../../../events/ids.ts';
import type { UnitEvent } from '../../../events/unit.ts';
import type { Mode } from '../../../events/values.ts';
import { checkRoom } from '../content.ts';
import type { Unit } from '../state.ts';
import { type AskedExercise, describedExercise } from './asked-exercise.ts';
import { checkUnitExercise } from './check-unit-exercise.ts';
import { isSameExercise } from './difference.ts';

/** Changes an exercise of a training unit. Members that are absent in `data` stay as they are. */
export type EditUnitExercise = Readonly<{
  type: 'EditUnitExercise';
  data: Readonly<{ unitExerciseId: UnitExerciseId; name?: string; mode?: Mode }> &
    Partial<Omit<AskedExercise, 'unitExerciseId' | 'name' | 'mode'>>;
}>;

export function editUnitExercise({ data }: EditUnitExercise, unit: Unit): UnitEvent[] {
  const { document } = present(unit.presence, 'unit');
  const { unitExerciseId } = data;
  const before = document.exercises.find(({ id }) => id === unitExerciseId);
  if (!before) throw notFound('unit-exercise', unit.created.get(unitExerciseId) !== undefined);
  const { id: _, order, ...kept } = before;
  const after = describedExercise({ ...kept, ...data }, order, before);
  if (isSameExercise(before, after)) return [];
  checkUnitExercise(after);
  const exercises = document.exercises.map((each) => (each === before ? after : each));
  checkRoom({ ...document, exercises }, document);
  return [{ type: 'UnitExerciseEdited', data: { unitExerciseId, ...unitExerciseDataOf(after) } }];
}
