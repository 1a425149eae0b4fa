import type { AskedPlanned } from '../../../src/commands/session/exercises/asked-planned.ts';
import type { EntryId, ExerciseId, UnitExerciseId, UnitId } from '../../../src/events/ids.ts';
import type { PlannedSet } from '../../../src/events/planned.ts';
import type { SessionEvent, SessionStarted } from '../../../src/events/session.ts';
import { entry, squat, started } from './sessions.ts';

export const unitId = '01900000-0000-7000-8000-000000000061' as UnitId;
export const unitExerciseId = '01900000-0000-7000-8000-000000000062' as UnitExerciseId;
export const frontSquat = '01900000-0000-7000-8000-000000000043' as ExerciseId;
export const backSquat = '01900000-0000-7000-8000-000000000044' as ExerciseId;

export const plannedSet: PlannedSet = {
  ...{ reps: { min: 5, max: null }, seconds: null, distance: null, weight: { value: 180, unit: 'lb' } },
  ...{ rpe: null, rir: null },
};
/** Two planned sets of five. */
export const targets: AskedPlanned = {
  ...{ name: 'Squat', unitExerciseId, exerciseId: null, mode: 'reps', order: 0 },
  ...{ sets: [plannedSet, plannedSet], restSeconds: 180, suggestion: null },
};

/** The start of a session from the unit `Day A`. */
export const startedFromUnit: SessionStarted = {
  type: 'SessionStarted',
  data: { ...started.data, unit: unitId, personal: { ...started.data.personal, unit: 'Day A' } },
};

/** Adds the planned entry, or changes it. */
export const plannedEntry = (
  type: 'ExerciseAdded' | 'ExerciseCorrected' = 'ExerciseAdded',
  { entryId = squat, name = 'Squat', exerciseId = null, asked = targets }: PlannedChange = {},
): SessionEvent => {
  const { name: planned, ...rest } = asked;
  const data = { ...entry(entryId, asked.mode, name), exerciseId, planned: rest, correction: false };
  return { type, data: { ...data, personal: { name, notes: null, planned } } };
};
type PlannedChange = Readonly<{
  entryId?: EntryId;
  name?: string;
  exerciseId?: ExerciseId | null;
  asked?: AskedPlanned;
}>;
