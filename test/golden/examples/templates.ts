import type { Day } from '../../../src/events/ids.ts';
import type { PlanFacts } from '../../../src/events/plan.ts';
import type { Progression } from '../../../src/events/progression.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { UnitExercise } from '../../../src/events/unit.ts';
import type { Examples } from './example.ts';
import { accountId, exerciseId, granteeId, ownExerciseId, planId, planUnitId, unitExerciseId, unitId } from './ids.ts';

const texts = { name: 'Bankdrücken', aliases: ['Brustpresse'], instructions: 'Ablegen.\nDrücken.', safety: null };
const traits = {
  category: 'strength',
  difficultyLevel: 'beginner',
  force: 'push',
  mechanic: 'compound',
  primaryMuscles: [4],
  secondaryMuscles: [15],
  equipment: [2, 11],
  tags: [1],
  metrics: ['weight', 'reps'],
  imagePathStart: '/bench-press/start.jpg',
  imagePathEnd: null,
} as const;
const kg = (value: number) => ({ value, unit: 'kg' }) as const;
const unitExercise: UnitExercise = {
  exerciseId,
  mode: 'reps',
  primaryMuscles: [4, 7],
  secondaryMuscles: [15],
  supersetGroup: 2,
  sets: 3,
  target: {
    ...{ reps: { min: 5, max: null }, seconds: null, distance: null, weight: kg(60) },
    ...{ percentOfTrainingMax: null, rpe: 8, rir: null },
  },
  restSeconds: 180,
  loading: 'barbell',
  progression: { type: 'linear', increment: kg(2.5), deload: { afterFailures: 3, percent: 10 } },
  alternatives: [null, ownExerciseId],
  personal: { name: 'Kniebeuge', notes: 'tief', alternatives: ['Beinpresse', 'Ausfallschritt'] },
};
const wave: Progression = {
  ...{ type: 'percentage', increment: kg(5), deload: null },
  weeks: [[{ percent: 65, reps: 5, atLeast: false }], [{ percent: 72.5, reps: 3, atLeast: true }]],
};
const planFacts: PlanFacts = {
  ...{ difficulty: 'intermediate', weeks: 4, repeats: null },
  personal: { name: 'Drei Tage', description: 'Grundübungen' },
};

export const templates = {
  unit: [
    {
      stream: streamOf('unit', unitId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'unit-name', key: 'c0ffee' } },
        {
          type: 'UnitCreated',
          data: { unitId, userId: accountId, copyOf: null, personal: { name: 'Tag A', description: null } },
        },
        { type: 'SharingChanged', data: { status: 'shared' } },
        { type: 'AccessGranted', data: { accountId: granteeId, level: 'write' } },
        { type: 'AccessEnded', data: { accountId: granteeId } },
        { type: 'UnitEdited', data: { personal: { name: 'Beintag', description: 'schwer' } } },
        { type: 'UnitExerciseAdded', data: { unitExerciseId, ...unitExercise } },
        { type: 'UnitExerciseEdited', data: { unitExerciseId, ...unitExercise, progression: wave } },
        { type: 'UnitExercisesReordered', data: { unitExerciseIds: [unitExerciseId] } },
        { type: 'UnitArchived', data: {} },
        { type: 'UnitRestored', data: {} },
        { type: 'UnitExerciseRemoved', data: { unitExerciseId } },
        { type: 'UnitDeleted', data: {} },
      ],
    },
  ],
  plan: [
    {
      stream: streamOf('plan', planId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'plan-name', key: 'c0ffee' } },
        { type: 'PlanCreated', data: { planId, userId: accountId, copyOf: null, ...planFacts } },
        { type: 'SharingChanged', data: { status: 'public' } },
        { type: 'AccessGranted', data: { accountId: granteeId, level: 'read' } },
        { type: 'AccessEnded', data: { accountId: granteeId } },
        { type: 'PlanEdited', data: { ...planFacts, weeks: 2, repeats: 6 } },
        { type: 'PlanUnitAdded', data: { planUnitId, unitId, personal: { name: 'Beintag' }, day: 1 } },
        { type: 'PlanUnitEdited', data: { planUnitId, unitId: null, personal: { name: 'Laufen' } } },
        { type: 'PlanUnitMoved', data: { planUnitId, day: 8, order: 0 } },
        { type: 'PlanUnitsReordered', data: { units: [{ planUnitId, day: 3 }] } },
        { type: 'PlanArchived', data: {} },
        { type: 'PlanRestored', data: {} },
        { type: 'PlanUnitRemoved', data: { planUnitId } },
        { type: 'PlanDeleted', data: {} },
      ],
    },
  ],
  schedule: [
    {
      stream: streamOf('schedule', accountId),
      events: [
        {
          type: 'PlanStarted',
          data: {
            ...{ userId: accountId, planId, startsOn: '2026-01-12' as Day, weeks: 1, repeats: 12 },
            units: [{ planUnitId, unitId, day: 1 }],
            personal: { name: 'Drei Tage', units: ['Beintag'] },
          },
        },
        { type: 'ScheduleShifted', data: { from: '2026-01-19' as Day, days: 1 } },
        { type: 'SchedulePaused', data: { from: '2026-02-01' as Day } },
        { type: 'ScheduleResumed', data: { on: '2026-02-10' as Day } },
        { type: 'ScheduleEnded', data: { from: '2026-03-01' as Day } },
      ],
    },
  ],
  exercise: [
    {
      stream: streamOf('exercise', exerciseId),
      owner: 'system',
      events: [
        { type: 'CatalogueExerciseAdded', data: { exerciseId, slug: 'bench-press', ...texts, ...traits } },
        { type: 'CatalogueExerciseRevised', data: { slug: 'bench-press', ...texts, ...traits, force: null } },
        { type: 'ExerciseArchived', data: {} },
        { type: 'ExerciseRestored', data: {} },
      ],
    },
    {
      stream: streamOf('exercise', ownExerciseId),
      events: [
        {
          type: 'OwnExerciseAdded',
          data: { exerciseId: ownExerciseId, createdBy: accountId, copyOf: exerciseId, ...traits, personal: texts },
        },
        { type: 'OwnExerciseRevised', data: { ...traits, mechanic: null, personal: texts } },
        { type: 'ExerciseDeleted', data: {} },
      ],
    },
  ],
  directory: [
    {
      stream: streamOf('directory', 'muscleGroups'),
      events: [
        { type: 'DirectoryItemAdded', data: { itemId: 1, name: 'chest', anatomicalName: 'pectoralis major' } },
        { type: 'DirectoryItemRenamed', data: { itemId: 1, name: 'breast', anatomicalName: null } },
        { type: 'DirectoryItemRemoved', data: { itemId: 1 } },
      ],
    },
  ],
} satisfies Examples<'unit' | 'plan' | 'schedule' | 'exercise' | 'directory'>;
