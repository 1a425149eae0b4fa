import { type UnitExerciseDocument, unitExerciseOf } from '../../../documents/unit.ts';
import type { UnitExercise } from '../../../events/unit.ts';
import type { Unit } from '../state.ts';
import { type AskedExercise, describedExercise } from './asked-exercise.ts';

/**
 * For a creation whose id was used before: the data of the first event, and the exercise that this command describes.
 * Members that the command leaves open are those of that event, because the linked exercise may have changed since.
 */
export function repeatedData(
  asked: AskedExercise,
  { created }: Pick<Unit, 'created'>,
): Readonly<{ created: object; described: UnitExerciseDocument }> | null {
  const { unitExerciseId: id } = asked;
  const data = created.get(id) as UnitExercise | undefined;
  if (!data || !('unitExerciseId' in data)) return null;
  const first = unitExerciseOf(id, 0, data);
  // A command with another exercise than the first creation is another request, whether that exercise exists or not.
  if (first.exerciseId !== asked.exerciseId) return null;
  const alternatives = asked.alternatives.map(({ exerciseId, name }, at) => ({
    exerciseId,
    name: name ?? first.alternatives[at]?.name ?? '',
  }));
  return { created: data, described: { ...describedExercise({ ...asked, alternatives: [] }, 0, first), alternatives } };
}
