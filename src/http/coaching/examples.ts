import { accountId, at } from '../examples.ts';

export const coachingId = '01900000-0000-7000-8000-0000000000c1';
export const coachId = '01900000-0000-7000-8000-0000000000c2';

/** An example for the API documentation: an invitation that is not answered. */
export const exampleInvitation = {
  id: coachingId,
  athleteId: accountId,
  coachId: null,
  email: 'coach@example.com',
  askedBy: 'athlete',
  status: 'pending',
  scope: ['history', 'plans'],
  expiresAt: null,
  message: null,
  revision: 0,
  createdAt: at,
  acceptedAt: null,
  endedAt: null,
  endedBy: null,
  updatedAt: at,
} as const;

export const exampleCoaching = {
  ...exampleInvitation,
  ...({ coachId, status: 'active', revision: 1, acceptedAt: at } as const),
} as const;

export const exampleItem = {
  ...exampleCoaching,
  athlete: { name: 'Ana', email: 'ana@example.com' },
  coach: { name: 'Carl', email: 'coach@example.com' },
} as const;
