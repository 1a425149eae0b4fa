import { DomainError } from '../../errors.ts';
import type { CoachingEvent } from '../../events/coaching.ts';
import type { NoData } from '../../events/event.ts';
import type { DecisionContext } from '../decider.ts';
import { type Coaching, closed, documentIn, sideIn } from './state.ts';

/** The side that was asked refuses. */
export type DeclineCoaching = Readonly<{ type: 'DeclineCoaching'; data: NoData }>;

export function declineCoaching(coaching: Coaching, { by }: DecisionContext): CoachingEvent[] {
  const { askedBy, status } = documentIn(coaching);
  if (sideIn(coaching, by) === askedBy) {
    throw new DomainError('access-too-low', 'The other side has to decline this. You may end it.');
  }
  if (status === 'declined') return [];
  if (status !== 'pending') throw closed('This was answered already.');
  return [{ type: 'CoachingDeclined', data: {} }];
}
