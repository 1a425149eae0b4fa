import { accountId, at } from '../examples.ts';

export const unitId = '01900000-0000-7000-8000-000000000061';
export const unitExerciseId = '01900000-0000-7000-8000-000000000062';

const noMeasures = { seconds: null, distance: null, percentOfTrainingMax: null, rpe: null, rir: null } as const;

const exampleProgression = {
  type: 'linear',
  increment: { value: 2.5, unit: 'kg' },
  deload: { afterFailures: 3, percent: 10 },
} as const;

const exampleTarget = {
  reps: { min: 5, max: null },
  weight: { value: 60, unit: 'kg' },
} as const;

/** An example for the API documentation: a training unit with one exercise. */
export const exampleUnit = {
  id: unitId,
  userId: accountId,
  access: 'owner',
  sharing: 'private',
  grants: [],
  name: 'Day A',
  description: null,
  archivedAt: null,
  copyOf: null,
  exercises: [
    {
      id: unitExerciseId,
      exerciseId: null,
      name: 'Squat',
      mode: 'reps',
      primaryMuscles: [],
      secondaryMuscles: [],
      order: 0,
      supersetGroup: null,
      sets: 3,
      target: { ...noMeasures, ...exampleTarget },
      restSeconds: 180,
      loading: 'barbell',
      progression: exampleProgression,
      notes: null,
      alternatives: [{ exerciseId: null, name: 'Leg Press' }],
    },
  ],
  revision: 1,
  createdAt: at,
  updatedAt: at,
} as const;

/** The same exercise as a request adds it. */
export const exampleExercise = {
  name: 'Squat',
  mode: 'reps',
  sets: 3,
  target: exampleTarget,
  restSeconds: 180,
  loading: 'barbell',
  progression: exampleProgression,
  alternatives: [{ name: 'Leg Press' }],
} as const;

const { exercises: _, grants: _grants, ...summarised } = exampleUnit;

/** The same training unit as a list shows it. */
export const exampleSummary = { ...summarised, exerciseCount: 1 } as const;
