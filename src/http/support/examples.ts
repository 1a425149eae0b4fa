import { accountId, at } from '../examples.ts';

export const supportAccessId = '01900000-0000-7000-8000-0000000000d1';
const superuserId = '01900000-0000-7000-8000-0000000000d2';

export const exampleSupportAccess = {
  id: supportAccessId,
  athleteId: accountId,
  superuserId,
  reason: 'The import of yesterday has doubled sessions',
  expiresAt: '2026-03-01T13:00:00.000000Z',
  revision: 0,
  createdAt: at,
  endedAt: null,
  endedBy: null,
  updatedAt: at,
} as const;

export const exampleSupportItem = {
  ...exampleSupportAccess,
  athlete: { name: 'Ana', email: 'ana@example.com' },
  superuser: { name: 'Sam', email: 'support@example.com' },
} as const;
