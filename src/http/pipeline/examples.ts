import type { PipelineState } from '../../ports/pipeline-operations.ts';
import { accountId } from '../examples.ts';

export const exampleParked = {
  ...{ id: '7', projection: 'sessions', version: 2, stream: 'session-0192f0c4-8e00-7000-8000-000000000001' },
  ...{ owner: accountId, waiting: 3, reason: 'Postgres: 22003', tries: 1 },
  parkedAt: '2026-03-01T12:00:00.000000Z',
  triedAt: '2026-03-01T12:00:00.000000Z',
};

export const exampleDetail = {
  ...exampleParked,
  event: {
    ...{ id: '0192f0c4-8e00-8000-8000-00000000000e', type: 'SetLogged', revision: 4, position: '120034' },
    recordedAt: '2026-03-01T12:00:00.000000Z',
  },
};

export const exampleState: PipelineState = {
  head: '120034',
  readModels: [
    {
      ...{ projection: 'sessions', version: 2, state: 'live', paused: false, parked: 1 },
      lanes: [{ lane: 0, position: '120034', events: 0, isMore: false, seconds: 0 }],
    },
  ],
  queues: [{ name: 'lane-0', waiting: 0, active: 1, delayed: 0, failed: 0 }],
};
