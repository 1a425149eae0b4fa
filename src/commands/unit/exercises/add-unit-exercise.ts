import { present } from '../../../documents/presence.ts';
import { unitExerciseDataOf } from '../../../documents/unit.ts';
import { DomainError } from '../../../errors.ts';
import type { UnitEvent } from '../../../events/unit.ts';
import { checkRepeated } from '../../session/rules.ts';
import { checkRoom } from '../content.ts';
import type { Unit } from '../state.ts';
import { type AskedExercise, describedExercise } from './asked-exercise.ts';
import { checkUnitExercise } from './check-unit-exercise.ts';
import { repeatedData } from './repeated-data.ts';

/** Adds an exercise at the end of a training unit. */
export type AddUnitExercise = Readonly<{ type: 'AddUnitExercise'; data: AskedExercise }>;

export function addUnitExercise({ data: asked }: AddUnitExercise, unit: Unit): UnitEvent[] {
  const { document } = present(unit.presence, 'unit');
  const { unitExerciseId } = asked;
  if (unit.created.get(unitExerciseId)) {
    const repeated = repeatedData(asked, unit);
    if (!repeated) throw new DomainError('id-taken', 'This id is already in use.');
    const exists = document.exercises.some(({ id }) => id === unitExerciseId);
    return checkRepeated(exists, repeated.created, { unitExerciseId, ...unitExerciseDataOf(repeated.described) });
  }
  const described = describedExercise(asked, document.exercises.length);
  checkUnitExercise(described);
  checkRoom({ ...document, exercises: [...document.exercises, described] }, document);
  return [{ type: 'UnitExerciseAdded', data: { unitExerciseId, ...unitExerciseDataOf(described) } }];
}
