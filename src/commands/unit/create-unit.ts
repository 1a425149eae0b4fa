import { unitExerciseDataOf } from '../../documents/unit.ts';
import { DomainError } from '../../errors.ts';
import type { UnitId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import type { UnitCreated, UnitEvent } from '../../events/unit.ts';
import { isSameCopy } from '../creation.ts';
import type { DecisionContext } from '../decider.ts';
import { checkAppendSize, checkRoom, checkUnitTexts } from './content.ts';
import type { AskedExercise } from './exercises/asked-exercise.ts';
import { checkedExercises } from './exercises/checked-exercises.ts';
import { differenceOf } from './exercises/difference.ts';
import { repeatedData } from './exercises/repeated-data.ts';
import type { Unit } from './state.ts';

/** Creates a training unit with its exercises. */
export type CreateUnit = Readonly<{
  type: 'CreateUnit';
  data: Readonly<{
    unitId: UnitId;
    copyOf: UnitId | null;
    name: string;
    description: string | null;
    exercises: readonly AskedExercise[];
  }>;
}>;

export function createUnit({ data }: CreateUnit, unit: Unit, { by }: DecisionContext): UnitEvent[] {
  const { unitId, copyOf, name, description, exercises: asked } = data;
  const created = { unitId, userId: by, copyOf, personal: { name, description } };
  if (unit.presence.kind !== 'absent') {
    if (unit.presence.kind === 'present' && isRepetition(created, asked, unit)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  checkUnitTexts(data);
  const exercises = checkedExercises(asked, { exercises: [], created: unit.created.with(unitId, {}) });
  checkRoom({ name, description, exercises });
  const events: UnitEvent[] = [{ type: 'UnitCreated', data: created }, ...differenceOf([], exercises)];
  checkAppendSize(events);
  return events;
}

/**
 * Whether the command that created the unit had the same content. The same copy under the same name is always a
 * repetition: the source may have changed since.
 */
function isRepetition(created: UnitCreated['data'], asked: readonly AskedExercise[], unit: Unit): boolean {
  if (created.copyOf !== null) return isSameCopy(created, unit.created.get(created.unitId));
  return (
    unit.creation?.events === 1 + asked.length &&
    isSameJson(unit.created.get(created.unitId), created) &&
    asked.every((each) => {
      const repeated = repeatedData(each, unit);
      const { unitExerciseId } = each;
      return (
        repeated !== null && isSameJson(repeated.created, { unitExerciseId, ...unitExerciseDataOf(repeated.described) })
      );
    })
  );
}
