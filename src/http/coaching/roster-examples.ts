import { usualThresholds } from '../../events/signal-values.ts';
import { accountId, at } from '../examples.ts';
import { coachingId } from './examples.ts';

const sessionId = '01900000-0000-7000-8000-0000000000b1';
const exerciseId = '01900000-0000-7000-8000-0000000000e1';

export const exampleSignal = {
  kind: 'skipped_exercise',
  subject: exerciseId,
  name: 'Deadlift',
  reason: 'Has skipped Deadlift in 3 of 4 sessions of four weeks.',
  strength: 3,
  from: '2026-02-09',
  to: '2026-02-27',
  numbers: { skipped: 3, planned: 4 },
  instead: [],
  notes: [],
  corrections: [],
  events: [{ stream: `session-${sessionId}`, revisions: [12, 30] }],
  isSeen: false,
} as const;

export const exampleSignals = { athleteId: accountId, today: '2026-03-01', signals: [exampleSignal] } as const;

export const exampleRoster = {
  athletes: [
    {
      athleteId: accountId,
      name: 'Ana',
      email: 'ana@example.com',
      coachingId,
      scope: ['history', 'statistics', 'plans'],
      today: '2026-03-01',
      needsAttention: true,
      signals: [exampleSignal],
      lastSession: { id: sessionId, name: 'Legs', status: 'completed', startedAt: at, day: '2026-03-01' },
      corrections: 1,
      lag: { sets: 240, late: 12, medianSeconds: 0, percent: 5 },
      compliance: [{ days: 7, percent: 75, previousPercent: 100, change: -25 }],
      records: [{ exerciseId, name: 'Squat', day: '2026-02-27', sessionId, e1rmKg: 150, previousKg: 147.5 }],
    },
  ],
  needAttention: 1,
} as const;

export const exampleMarks = {
  athleteId: accountId,
  marks: [{ kind: 'skipped_exercise', subject: exerciseId, strength: 3, until: '2026-02-27' }],
  revision: 1,
} as const;

export const exampleThresholds = {
  athleteId: accountId,
  thresholds: { missedSessions: 3 },
  effective: { ...usualThresholds, missedSessions: 3 },
  revision: 1,
} as const;
