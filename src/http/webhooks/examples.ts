import { at } from '../examples.ts';
import { sessionId } from '../training-sessions/examples.ts';

export const webhookId = '01900000-0000-7000-8000-000000000051';
export const deliveryId = '01900000-0000-7000-8000-000000000052';

export const newWebhook = {
  url: 'https://hooks.example.com/irontrack',
  description: 'Training statistics',
  eventTypes: ['session.changed', 'session.deleted'],
} as const;

export const exampleWebhook = {
  id: webhookId,
  ...newWebhook,
  enabled: true,
  createdAt: at,
  updatedAt: at,
  previousSecretUntil: null,
  failingSince: null,
  disabledAt: null,
  disabledReason: null,
} as const;

export const exampleWithSecret = { ...exampleWebhook, secret: `whsec_${'AbCdEfGh'.repeat(5)}AbC=` } as const;

export const exampleDelivery = {
  id: deliveryId,
  type: 'session.changed',
  athleteId: null,
  kind: 'session',
  item: sessionId,
  revision: 12,
  status: 'failed',
  attempts: 1,
  createdAt: at,
  nextAttemptAt: '2026-03-01T12:00:05.000000Z',
  lastAttemptAt: at,
  lastStatus: 500,
  lastError: null,
  lastMilliseconds: 112,
} as const;

export const examplePing = {
  ...exampleDelivery,
  type: 'ping',
  kind: null,
  item: null,
  revision: null,
  status: 'pending',
  attempts: 0,
  nextAttemptAt: at,
  lastAttemptAt: null,
  lastStatus: null,
  lastMilliseconds: null,
} as const;
