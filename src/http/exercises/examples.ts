import { accountId, at } from '../examples.ts';
import { exampleEntry, exampleSession } from '../training-sessions/examples.ts';

export const exerciseId = '01900000-0000-7000-8000-000000000011';
export const catalogueId = '01900000-0000-7000-8000-000000000012';

export const ownExercise = {
  id: exerciseId,
  name: 'Bench Press with Chains',
  aliases: [],
  primaryMuscles: [{ id: 1, name: 'chest' }],
  secondaryMuscles: [],
  force: null,
  difficultyLevel: 'expert',
  mechanic: null,
  equipment: [],
  category: 'strength',
  instructions: null,
  safety: null,
  metrics: ['weight', 'reps'],
  tags: [],
  imagePathStart: null,
  imagePathEnd: null,
  slug: null,
  isSystem: false,
  createdBy: accountId,
  archivedAt: null,
  copyOf: null,
  revision: 0,
  createdAt: at,
  updatedAt: at,
} as const;

export const ownExerciseRequest = {
  name: 'Bench Press with Chains',
  primaryMuscles: [1],
  difficultyLevel: 'expert',
  category: 'strength',
} as const;

export const catalogueExercise = {
  ...ownExercise,
  id: catalogueId,
  name: 'Bench Press',
  instructions: 'Lower the bar to the chest, then press it up.',
  tags: [{ id: 1, name: 'push' }],
  imagePathStart: 'https://cdn.example.com/exercises/bench-press/0.jpg',
  slug: 'bench-press',
  isSystem: true,
  createdBy: null,
} as const;

export const catalogueExerciseRequest = {
  ...ownExerciseRequest,
  name: 'Bench Press',
  instructions: 'Lower the bar to the chest, then press it up.',
  tags: [1],
  imagePathStart: '/bench-press/0.jpg',
} as const;

/** A training session in the history of an exercise. */
export const exampleHistoryItem = {
  sessionId: exampleSession.id,
  sessionName: exampleSession.name,
  status: exampleSession.status,
  startedAt: exampleSession.startedAt,
  timezone: exampleSession.timezone,
  exercises: [{ ...exampleEntry, exerciseId }],
} as const;
