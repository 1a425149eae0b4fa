import { emptyMeasures } from '../../events/performance.ts';
import { at } from '../examples.ts';
import { catalogueId } from '../exercises/examples.ts';
import { entryId, sessionId, setId } from '../training-sessions/examples.ts';

// Examples for the API documentation, all of one athlete.

export const exerciseId = catalogueId;

const day = '2026-03-01';
const startsOn = '2026-02-23';
const place = {
  ...{ day, sessionId, entryId },
  set: { id: setId, ...emptyMeasures, weight: { value: 100, unit: 'kg' }, reps: 5, performedAt: null },
} as const;
const record = {
  kind: 'e1rm',
  value: 116.667,
  reps: null,
  weight: null,
  bodyWeight: null,
  previous: 112.5,
  ...place,
} as const;
const sums = { sessions: 3, sets: 42, volume: 12_500.5 };
const view = { unit: 'kg', formula: 'epley' } as const;

export const exampleExerciseStatistics = {
  exerciseId,
  ...view,
  ...{ sessions: 9, sets: 30, volume: 14_400 },
  lastDay: day,
  best: { e1rm: record, volume: { ...record, kind: 'volume', value: 500, previous: null } },
  series: [{ e1rm: 116.667, bodyWeight: null, ...place }],
} as const;

export const exampleExerciseRecords = {
  exerciseId,
  ...view,
  records: [record, { ...record, kind: 'weight', value: 100, reps: 5, previous: 97.5 }],
} as const;

export const exampleVolume = { unit: 'kg', by: 'week', periods: [{ startsOn, ...sums }] } as const;

const muscles = {
  muscles: [{ id: 2, name: 'Chest', sets: 12.5, volume: 6_000 }],
  unassigned: { sets: 3, volume: 0 },
};
export const exampleMuscleStatistics = { unit: 'kg', weeks: [{ startsOn, ...muscles }] } as const;

const streaks = { current: { weeks: 6, since: '2026-01-19' }, longest: { weeks: 11, since: '2025-08-04' } };
const week = { startsOn, ...sums, needed: 1 };
export const exampleStreak = { today: day, ...streaks, week };

const figures = { entries: 14, fulfilled: 12, skipped: 1, plannedSets: 52, doneSets: 47, rate: 0.857 };
const windows = [{ days: 7, from: startsOn, to: day, ...figures }];
export const exampleCompliance = { today: day, windows, weeks: [{ startsOn, ...figures }] };

const plannedExercise = { exerciseId, name: 'Squat', ...figures, exchanged: 1 };
export const examplePlannedExercises = {
  today: day,
  windows: [{ days: 7, from: startsOn, to: day, exercises: [plannedExercise] }],
};

export const exampleDashboard = {
  today: day,
  ...view,
  week: { ...week, ...muscles },
  streak: streaks,
  records: [{ exerciseId, exerciseName: 'Squat', ...record }],
  weeks: [{ startsOn, ...sums }],
  sessions: [
    {
      ...{ id: sessionId, name: 'Legs', status: 'completed' as const, startedAt: at, day, durationSeconds: 3_600 },
      ...{ exercises: 5, sets: 16, volume: 5_400 },
    },
  ],
  compliance: windows,
} as const;
