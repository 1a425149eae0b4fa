import { accountId, at } from '../examples.ts';
import { sessionId } from '../training-sessions/examples.ts';
import { unitId } from '../training-units/examples.ts';

export const email = 'ana@example.com';
export const password = 'Str0ng&Steel';
export const authSessionId = '01900000-0000-7000-8000-000000000031';

export const exampleSelf = {
  id: accountId,
  name: 'Ana',
  email,
  isActive: true,
  isSuperuser: false,
  roleSlug: 'application-access',
} as const;

export const exampleAccount = { ...exampleSelf, roleName: 'Application Access', createdAt: at, updatedAt: at } as const;

export const exampleAuthSession = {
  id: authSessionId,
  userAgent: 'Mozilla/5.0',
  createdAt: at,
  lastUsedAt: at,
  isCurrent: true,
};

export const personalTokenId = '01900000-0000-7000-8000-000000000032';

export const examplePersonalToken = {
  id: personalTokenId,
  name: 'Training statistics',
  scopes: ['read', 'write'],
  createdAt: at,
  expiresAt: '2026-05-30T12:00:00.000000Z',
  lastUsedAt: null,
} as const;

export const appGrantId = '01900000-0000-7000-8000-000000000033';

export const exampleAppGrant = {
  id: appGrantId,
  appName: 'Bar Path',
  clientId: 'https://barpath.example/client.json',
  scopes: ['read'],
  createdAt: at,
  expiresAt: '2027-03-02T12:00:00.000000Z',
  lastUsedAt: null,
} as const;

export const exampleUndo = {
  preview: false,
  undone: [{ type: 'session', id: sessionId, changes: ['Session “Legs” deleted, with 1 exercise and 3 sets'] }],
  left: [
    {
      type: 'unit',
      id: unitId,
      reason: 'changed-since',
      detail: 'Changed afterwards by the account itself, at 2026-03-01T18:00:00.000000Z.',
    },
  ],
} as const;
