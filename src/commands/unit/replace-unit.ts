import { present } from '../../documents/presence.ts';
import type { UnitEvent } from '../../events/unit.ts';
import { checkAppendSize, checkRoom } from './content.ts';
import { editsOf } from './edit-unit.ts';
import type { AskedExercise } from './exercises/asked-exercise.ts';
import { checkedExercises } from './exercises/checked-exercises.ts';
import { differenceOf } from './exercises/difference.ts';
import type { Unit } from './state.ts';

/**
 * Changes a training unit to what the data says, by the events of the difference only. Exercises that the data lacks are
 * removed.
 */
export type ReplaceUnit = Readonly<{
  type: 'ReplaceUnit';
  data: Readonly<{ name: string; description: string | null; exercises: readonly AskedExercise[] }>;
}>;

export function replaceUnit({ data }: ReplaceUnit, unit: Unit): UnitEvent[] {
  const { document } = present(unit.presence, 'unit');
  const exercises = checkedExercises(data.exercises, { exercises: document.exercises, created: unit.created });
  checkRoom({ ...data, exercises }, document);
  const events = [...editsOf(document, data), ...differenceOf(document.exercises, exercises)];
  checkAppendSize(events);
  return events;
}
