import { type CoachingPresence, isOpen } from '../../documents/coaching.ts';
import { assertNever, DomainError, notFound } from '../../errors.ts';
import type { CoachingEvent } from '../../events/coaching.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type AcceptCoaching, acceptCoaching } from './accept-coaching.ts';
import { type ChangeCoachingTerms, changeTerms } from './change-terms.ts';
import { type DeclineCoaching, declineCoaching } from './decline-coaching.ts';
import { type EndCoaching, endCoaching } from './end-coaching.ts';
import { type EndForErasedCoach, endForErasedCoach } from './end-for-erased-coach.ts';
import { type InviteCoach, inviteCoach } from './invite-coach.ts';
import { type RequestCoaching, requestCoaching } from './request-coaching.ts';
import { type Coaching, claimsOf, documentIn, evolve, initial, sideIn } from './state.ts';

export type CoachingCommand =
  | InviteCoach
  | RequestCoaching
  | AcceptCoaching
  | DeclineCoaching
  | ChangeCoachingTerms
  | EndCoaching
  | EndForErasedCoach;

/** The decider of a coaching relationship: what an athlete lets a coach read, and until when. */
export const coaching: Decider<Coaching, CoachingCommand, CoachingEvent, CoachingPresence> = {
  category: 'coaching',
  initial,
  evolve,
  admit,
  admitReader: (state, by) => void sideIn(state, by),
  decide,
  presence: ({ presence }) => presence,
  occurredAt: () => null,
  claims: claimsOf,
  quota: { kind: 'coachings', counts: ({ presence }) => presence.kind === 'present' && isOpen(presence.document) },
};

function admit(command: CoachingCommand, state: Coaching, { by }: DecisionContext): void {
  const { type } = command;
  if (type === 'InviteCoach' || type === 'RequestCoaching') {
    if (state.asked === null || (type === 'InviteCoach' && state.asked.athleteId === by)) return;
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  if (type !== 'EndForErasedCoach') return void sideIn(state, by);
  const { athleteId, coach } = documentIn(state);
  if (athleteId !== by || coach !== command.data.coachId) throw notFound('coaching');
}

function decide(command: CoachingCommand, state: Coaching, context: DecisionContext): readonly CoachingEvent[] {
  switch (command.type) {
    case 'InviteCoach':
      return inviteCoach(command, state, context);
    case 'RequestCoaching':
      return requestCoaching(command, state, context);
    case 'AcceptCoaching':
      return acceptCoaching(command, state, context);
    case 'DeclineCoaching':
      return declineCoaching(state, context);
    case 'ChangeCoachingTerms':
      return changeTerms(command, state, context);
    case 'EndCoaching':
      return endCoaching(state, context);
    case 'EndForErasedCoach':
      return endForErasedCoach(state);
    default:
      return assertNever(command);
  }
}
