import type { Day } from '../../../src/events/ids.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { Examples } from './example.ts';
import {
  accountId,
  coachingId,
  credentialId,
  end,
  exerciseId,
  firstCredentialId,
  granteeId,
  ownExerciseId,
  requestedId,
  supportAccessId,
  timezone,
  watchId,
} from './ids.ts';

export const accounts = {
  account: [
    {
      stream: streamOf('account', accountId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'email', key: 'c0ffee' } },
        {
          type: 'AccountRegistered',
          data: {
            accountId,
            isActive: true,
            isSuperuser: false,
            role: 'application-access',
            credentialId: firstCredentialId,
            personal: { email: 'ada@example.com', name: null },
          },
        },
        { type: 'AccountRenamed', data: { personal: { name: 'Ada Lovelace' } } },
        { type: 'EmailChanged', data: { personal: { email: 'countess@example.com' } } },
        { type: 'SuperuserGranted', data: {} },
        { type: 'SuperuserRevoked', data: {} },
        { type: 'RoleAssigned', data: { role: 'fitness-trainer' } },
        { type: 'RoleRevoked', data: { role: 'fitness-trainer' } },
        { type: 'PasswordResetOffered', data: {} },
        { type: 'PasswordChanged', data: { credentialId } },
        { type: 'SignedOutEverywhere', data: {} },
        { type: 'AccountDeactivated', data: {} },
        { type: 'AccountReactivated', data: {} },
        { type: 'AccountErased', data: {} },
      ],
    },
  ],
  profile: [
    {
      stream: streamOf('profile', accountId),
      events: [
        { type: 'ProfileCreated', data: { userId: accountId } },
        {
          type: 'PreferencesChanged',
          data: { unit: 'lb', timezone, firstDayOfWeek: 'sunday', e1rmFormula: 'brzycki' },
        },
        {
          type: 'GearChanged',
          data: {
            unit: 'kg',
            gear: {
              bar: 20,
              plates: [
                { value: 1.25, pairs: 2 },
                { value: 20, pairs: null },
              ],
              dumbbells: [12.5],
              step: 5,
            },
          },
        },
        {
          type: 'TrainingMaxSet',
          data: { exerciseId, weight: { value: 225.5, unit: 'lb' }, setOn: '2026-01-10' as Day },
        },
        { type: 'TrainingMaxRemoved', data: { exerciseId: ownExerciseId } },
        {
          type: 'ProfileForCoachesChanged',
          data: {
            personal: { goals: 'Squat 150 kg', limitations: 'Left knee', equipment: 'Rack', birthYear: '1990' },
          },
        },
      ],
    },
  ],
  coaching: [
    {
      stream: streamOf('coaching', coachingId),
      events: [
        {
          type: 'CoachInvited',
          data: {
            ...{ coachingId, athleteId: accountId, coachId: granteeId, scope: ['history', 'plans'], expiresAt: end },
            personal: { email: 'trainerin@example.com', message: 'Schaust du mit? 🏋️' },
          },
        },
        { type: 'CoachingAccepted', data: { coachId: granteeId, scope: ['history', 'plans'], expiresAt: end } },
        { type: 'CoachingTermsChanged', data: { scope: ['history', 'body_data'], expiresAt: null } },
        { type: 'CoachingEnded', data: { by: 'athlete' } },
      ],
    },
    {
      stream: streamOf('coaching', requestedId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'coaching', key: 'hash' } },
        {
          type: 'CoachingRequested',
          data: {
            ...{ coachingId: requestedId, athleteId: accountId, coachId: granteeId, scope: ['statistics'] },
            personal: { message: null },
          },
        },
        { type: 'CoachingDeclined', data: {} },
      ],
    },
  ],
  support: [
    {
      stream: streamOf('support', supportAccessId),
      events: [
        {
          type: 'SupportAccessOpened',
          data: {
            ...{ supportAccessId, athleteId: accountId, superuserId: granteeId, expiresAt: end },
            personal: { reason: 'Doppelte Einheiten nach dem Import 🏋️' },
          },
        },
        { type: 'SupportAccessEnded', data: { by: 'athlete' } },
      ],
    },
  ],
  watch: [
    {
      stream: streamOf('watch', watchId),
      events: [
        { type: 'WatchCreated', data: { watchId, coachId: accountId, athleteId: granteeId } },
        { type: 'ThresholdsChanged', data: { thresholds: { missedSessions: 3, effortUp: 1.5 } } },
        {
          type: 'SignalsSeen',
          data: { marks: [{ kind: 'stall', subject: exerciseId, strength: 6, until: '2026-01-10' as Day }] },
        },
        { type: 'ChangesReviewed', data: { to: '1280' } },
        { type: 'NotesChanged', data: { athleteId: granteeId, personal: { text: 'Prefers mornings' } } },
      ],
    },
  ],
} satisfies Examples<'account' | 'profile' | 'coaching' | 'support' | 'watch'>;
