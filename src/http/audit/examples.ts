import { accountId, at } from '../examples.ts';
import { entryId, sessionId, setId } from '../training-sessions/examples.ts';

const authSession = '01900000-0000-7000-8000-0000000000b1';

export const exampleEvent = {
  id: '5d0c7b1e-3f5a-8c1d-9a2b-7e6f4c3b2a10',
  revision: 4,
  type: 'SetCorrected',
  sentence: 'Set 2 of Bench Press: 95 kg × 5 → 100 kg × 5',
  recordedAt: at,
  occurredAt: at,
  lagSeconds: 0,
  isCorrection: false,
  actor: { id: accountId, role: 'application-access', via: 'http', session: authSession, app: null },
  correlationId: '6f1d3c52-7a40-4a53-9f38-0f6c3c0f6d11',
  data: {
    ...{ entryId, setId, type: 'normal', weight: { value: 100, unit: 'kg' }, reps: 5, seconds: null, distance: null },
    ...{ rpe: null, rir: null, performedAt: null, correction: false, notes: null },
  },
} as const;

export const exampleHistoryEvent = {
  about: { kind: 'session', id: sessionId },
  position: '4711',
  ...exampleEvent,
} as const;

export const exampleDifference = {
  kind: 'session',
  ...{ id: sessionId, from: 0, to: 1 },
  sentences: ['Session: name “Push” → “Push A”'],
  patch: [
    { op: 'replace', path: '/name', value: 'Push A' },
    { op: 'replace', path: '/revision', value: 1 },
  ],
} as const;
