import type { UnitExerciseDocument } from '../documents/unit.ts';
import { assertNever } from '../errors.ts';
import type { UnitExerciseId } from '../events/ids.ts';
import type { Planned } from '../events/planned.ts';
import type { Athlete, Conclusion } from './conclusion.ts';
import { type Judged, judgedHistory, type PastPerformance } from './judged.ts';
import { double } from './rules/double.ts';
import { fixed } from './rules/fixed.ts';
import { linear } from './rules/linear.ts';
import { percentage } from './rules/percentage.ts';
import { rpe } from './rules/rpe.ts';

/** The targets of an exercise of a unit in the next session. `past` are its performances, the newest first. */
export function nextTargets(
  exercise: UnitExerciseDocument,
  past: readonly PastPerformance[],
  athlete: Athlete,
): Planned {
  const { id: unitExerciseId, exerciseId, mode, order, restSeconds } = exercise;
  const { sets, suggestion } = concluded(exercise, judgedHistory(exercise, past), athlete);
  return { unitExerciseId, exerciseId, mode, order, sets, restSeconds, suggestion };
}

/** The targets of each exercise of a unit, in their order. Performances are given by the id of the unit's exercise. */
export const unitTargets = (
  exercises: readonly UnitExerciseDocument[],
  past: ReadonlyMap<UnitExerciseId, readonly PastPerformance[]>,
  athlete: Athlete,
): readonly Planned[] => exercises.map((exercise) => nextTargets(exercise, past.get(exercise.id) ?? [], athlete));

function concluded(exercise: UnitExerciseDocument, history: readonly Judged[], athlete: Athlete): Conclusion {
  const { progression } = exercise;
  switch (progression.type) {
    case 'none':
    case 'fixed':
      return fixed({ ...exercise, progression }, history, athlete);
    case 'linear':
      return linear({ ...exercise, progression }, history, athlete);
    case 'double':
      return double({ ...exercise, progression }, history, athlete);
    case 'percentage':
      return percentage({ ...exercise, progression }, history, athlete);
    case 'rpe':
      return rpe({ ...exercise, progression }, history, athlete);
    default:
      return assertNever(progression);
  }
}
