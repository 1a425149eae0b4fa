import type { CoachingPart } from '../../../src/events/coaching-values.ts';
import type { AccountId, CoachingId } from '../../../src/events/ids.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor } from '../../projections/support/training.ts';

/** A log in memory with accounts and coaching relationships. Relationships are named by numbers. */
export type CoachingLog = Readonly<{
  log: MemoryLog;
  register: (account: AccountId, name: string | null) => void;
  ofAccount: (account: AccountId, type: string, data?: object) => void;
  invite: (number: number, athlete: AccountId, coach: AccountId | null, scope?: readonly CoachingPart[]) => void;
  ask: (number: number, athlete: AccountId, coach: AccountId) => void;
  accept: (number: number, athlete: AccountId, coach: AccountId, terms?: object) => void;
  append: (number: number, athlete: AccountId, type: string, data?: object) => void;
}>;

export const coachingIdOf = (number: number): CoachingId => idFor(7, number) as CoachingId;

export function createCoachingLog(): CoachingLog {
  const log = createMemoryLog();
  const append: CoachingLog['append'] = (number, athlete, type, data = {}) =>
    void log.append({ type, data, stream: `coaching-${coachingIdOf(number)}`, owner: athlete });
  const ofAccount: CoachingLog['ofAccount'] = (account, type, data = {}) =>
    void log.append({ type, data, stream: `account-${account}`, owner: account });
  return {
    ...{ log, append, ofAccount },
    register(accountId, name) {
      const personal = { email: emailOf(accountId), name };
      const data = { accountId, isActive: true, isSuperuser: false, role: 'application-access', personal };
      ofAccount(accountId, 'AccountRegistered', { ...data, credentialId: accountId });
    },
    invite(number, athleteId, coachId, scope = ['history']) {
      const personal = { email: `${number}@example.com`, message: 'Hello' };
      const data = { coachingId: coachingIdOf(number), athleteId, coachId, scope, expiresAt: null, personal };
      append(number, athleteId, 'CoachInvited', data);
    },
    ask(number, athleteId, coachId) {
      const data = { coachingId: coachingIdOf(number), athleteId, coachId, scope: ['history'] };
      append(number, athleteId, 'CoachingRequested', { ...data, personal: { message: null } });
    },
    accept: (number, athlete, coachId, terms = {}) =>
      append(number, athlete, 'CoachingAccepted', { coachId, scope: ['history'], expiresAt: null, ...terms }),
  };
}

export const emailOf = (account: AccountId): string => `${account}@example.com`;
