import { accountId, at } from '../examples.ts';
import { catalogueId } from '../exercises/examples.ts';

export const importId = '01900000-0000-7000-8000-000000000021';

export const exampleReport = {
  id: importId,
  status: 'completed',
  format: 'strong',
  fileName: 'strong.csv',
  counts: {
    sessions: 1,
    sessionsAdded: 1,
    sessionsUpdated: 0,
    sets: 2,
    added: 2,
    updated: 0,
    unchanged: 0,
    removed: 0,
    rejected: 0,
  },
  errors: [],
  unlinked: [{ name: 'Leg Press Technogym', sets: 3, guesses: [{ exerciseId: catalogueId, name: 'Leg Press' }] }],
} as const;

const { id: _id, ...dryReport } = exampleReport;

/** The report of a dry run, with one workout that an import would add. */
export const exampleDryRun = {
  ...dryReport,
  workouts: [
    {
      line: 2,
      start: '2026-03-01T12:00:00.000000Z',
      name: 'Legs',
      outcome: 'added',
      sessionId: null,
      sets: { added: 2, updated: 0, unchanged: 0, removed: 0 },
      reason: null,
    },
  ],
} as const;

export const exampleJob = {
  id: importId,
  kind: 'import',
  state: 'running',
  done: 1_048_576,
  total: 104_857_600,
  unit: 'bytes',
} as const;

const { unlinked: _, ...reported } = exampleReport;

export const exampleImport = {
  ...reported,
  userId: accountId,
  unit: 'kg',
  timezone: 'Europe/Berlin',
  revision: 3,
  createdAt: at,
  updatedAt: at,
} as const;

const { errors: _errors, ...listed } = exampleImport;

/** The same import as a list shows it. */
export const exampleListedImport = listed;
