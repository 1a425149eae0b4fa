import { emptyMeasures } from '../../events/performance.ts';
import { accountId, at } from '../examples.ts';

export const sessionId = '01900000-0000-7000-8000-000000000001';
export const entryId = '01900000-0000-7000-8000-000000000002';
export const setId = '01900000-0000-7000-8000-000000000003';

const set = {
  id: setId,
  order: 0,
  ...emptyMeasures,
  weight: { value: 100, unit: 'kg' },
  reps: 5,
  rpe: 8.5,
  notes: null,
  performedAt: null,
} as const;

export const exampleEntry = {
  id: entryId,
  exerciseId: null,
  name: 'Squat',
  mode: 'reps',
  order: 0,
  supersetGroup: null,
  notes: null,
  planned: null,
  sets: [set],
} as const;

/** An example for the API documentation: a training session in progress, with one entry and one set. */
export const exampleSession = {
  id: sessionId,
  userId: accountId,
  name: 'Legs',
  status: 'in_progress',
  startedAt: at,
  endedAt: null,
  durationSeconds: null,
  timezone: 'Europe/Berlin',
  notes: null,
  plan: null,
  unit: null,
  importId: null,
  exercises: [exampleEntry],
  revision: 2,
  createdAt: at,
  updatedAt: at,
} as const;

const { exercises: _, notes: _notes, userId: _userId, ...summarised } = exampleSession;

/** The same training session as a list shows it. */
export const exampleSummary = { ...summarised, exerciseCount: 1, setCount: 1 } as const;
