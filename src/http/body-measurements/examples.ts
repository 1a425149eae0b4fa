import { accountId, at } from '../examples.ts';

export const measurementId = '01900000-0000-7000-8000-000000000081';

export const exampleRequest = {
  kind: 'body_weight',
  value: 180,
  unit: 'lb',
  day: '2026-03-01',
  time: '07:30',
} as const;

/** An example for the API documentation: a body weight. */
export const exampleMeasurement = {
  id: measurementId,
  userId: accountId,
  ...exampleRequest,
  notes: null,
  importId: null,
  revision: 0,
  createdAt: at,
  updatedAt: at,
} as const;

export const exampleSeries = {
  kind: 'body_weight',
  unit: 'kg',
  points: [{ id: measurementId, day: '2026-03-01', time: '07:30', value: 81.6466266 }],
  isComplete: true,
} as const;
