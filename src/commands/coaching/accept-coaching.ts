import { DomainError, invalid } from '../../errors.ts';
import type { CoachingEvent, CoachingTerms } from '../../events/coaching.ts';
import { isSameJson } from '../../events/json.ts';
import type { DecisionContext } from '../decider.ts';
import { type Coaching, checkedTerms, closed, documentIn, sideIn } from './state.ts';

/**
 * The side that was asked agrees. Only an athlete may change the terms while accepting. `isTrainer`: whether the sender
 * has the role without which an account cannot be a coach.
 */
export type AcceptCoaching = Readonly<{
  type: 'AcceptCoaching';
  data: Partial<CoachingTerms>;
  isTrainer: boolean;
}>;

export function acceptCoaching(
  { data, isTrainer }: AcceptCoaching,
  coaching: Coaching,
  { by, at }: DecisionContext,
): CoachingEvent[] {
  const document = documentIn(coaching);
  const side = sideIn(coaching, by);
  if (side === document.askedBy) throw new DomainError('access-too-low', 'The other side has to accept this.');
  const { scope, expiresAt, coach, status } = document;
  const terms = { scope, expiresAt, ...data };
  if (side === 'coach') {
    const [field] = Object.keys(data);
    if (field !== undefined) throw invalid(field, 'Only the athlete may change this.');
    if (!isTrainer)
      throw new DomainError('access-too-low', 'Only an account with the role fitness-trainer is a coach.');
  }
  if (status === 'active' && isSameJson({ scope, expiresAt }, terms)) return [];
  if (status !== 'pending' || coach === null) throw closed();
  if (side === 'coach' && expiresAt !== null && expiresAt <= at) throw closed('This invitation has expired.');
  return [{ type: 'CoachingAccepted', data: { coachId: coach, ...checkedTerms(terms, at) } }];
}
