import { unit } from '../../../src/commands/unit/decider.ts';
import type { AskedExercise } from '../../../src/commands/unit/exercises/asked-exercise.ts';
import { unitExerciseDataOf } from '../../../src/documents/unit.ts';
import { noMuscles } from '../../../src/events/exercise.ts';
import type { ExerciseId, UnitExerciseId, UnitId } from '../../../src/events/ids.ts';
import type { Weight } from '../../../src/events/performance.ts';
import type { Target } from '../../../src/events/progression.ts';
import type { UnitEvent } from '../../../src/events/unit.ts';
import { athlete, specificationOf } from '../../support/specification.ts';

export const given = specificationOf(unit);
export const unitId = '01900000-0000-7000-8000-000000000061' as UnitId;
export const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;
export const partId = (number: number) => `01900000-0000-7000-8000-0000000007${number}0` as UnitExerciseId;
export const kg = (value: number): Weight => ({ value, unit: 'kg' });

export const noTarget: Target = {
  ...{ reps: null, seconds: null, distance: null, weight: null },
  ...{ percentOfTrainingMax: null, rpe: null, rir: null },
};

/** An exercise as a command describes it. */
export const asked = (number: number, part: Partial<AskedExercise> = {}): AskedExercise => ({
  unitExerciseId: partId(number),
  ...{ exerciseId: null, name: `Exercise ${number}`, mode: 'reps', supersetGroup: null, sets: 3 },
  target: { ...noTarget, reps: { min: 5, max: 8 } },
  ...{ restSeconds: null, loading: 'barbell', progression: { type: 'none' }, notes: null, alternatives: [] },
  ...part,
});

export const create = (exercises: readonly AskedExercise[] = [], part: object = {}) =>
  ({
    type: 'CreateUnit',
    data: { unitId, copyOf: null, name: 'Day A', description: null, exercises, ...part },
  }) as const;
export const created: UnitEvent = {
  type: 'UnitCreated',
  data: { unitId, userId: athlete, copyOf: null, personal: { name: 'Day A', description: null } },
};

const dataOf = (described: AskedExercise) => {
  const { reference: _, unitExerciseId, ...rest } = described;
  const { name, mode, alternatives } = rest;
  const document = {
    ...noMuscles,
    ...rest,
    name: name ?? '',
    mode: mode ?? 'reps',
    alternatives: alternatives.map((each) => ({ exerciseId: each.exerciseId, name: each.name ?? '' })),
  };
  return { unitExerciseId, ...unitExerciseDataOf(document) };
};
export const added = (number: number, part: Partial<AskedExercise> = {}): UnitEvent => ({
  type: 'UnitExerciseAdded',
  data: dataOf(asked(number, part)),
});
export const edited = (number: number, part: Partial<AskedExercise> = {}): UnitEvent => ({
  type: 'UnitExerciseEdited',
  data: dataOf(asked(number, part)),
});
