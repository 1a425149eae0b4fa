import { DomainError, invalid } from '../../errors.ts';
import type { CoachingEvent, CoachingTerms } from '../../events/coaching.ts';
import { messageLength } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import { checkNotes } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { type Coaching, checkedTerms } from './state.ts';

/**
 * An athlete invites the account with an email address, `coachId`; null when no account has it. The address is already
 * in its normal form.
 */
export type InviteCoach = Readonly<{
  type: 'InviteCoach';
  data: CoachingTerms &
    Readonly<{ coachingId: CoachingId; coachId: AccountId | null; email: string; message: string | null }>;
}>;

export function inviteCoach({ data }: InviteCoach, { asked }: Coaching, { by, at }: DecisionContext): CoachingEvent[] {
  const { coachingId, coachId, email, message, ...terms } = data;
  const personal = { email, message };
  if (asked !== null) {
    const { coachId: _, ...before } = asked;
    // The account of the address may be another one by now, and a term may have passed.
    const scope = checkedTerms({ ...terms, expiresAt: null }, at).scope;
    const after = { coachingId, athleteId: by, scope, expiresAt: terms.expiresAt, personal };
    if (isSameJson(before, after)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  checkNotes('message', message, messageLength);
  if (coachId === by) throw invalid('email', 'This is your own address.');
  return [{ type: 'CoachInvited', data: { coachingId, athleteId: by, coachId, ...checkedTerms(terms, at), personal } }];
}
