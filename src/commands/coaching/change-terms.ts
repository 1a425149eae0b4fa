import { DomainError } from '../../errors.ts';
import type { CoachingEvent, CoachingTerms } from '../../events/coaching.ts';
import { isSameJson } from '../../events/json.ts';
import type { DecisionContext } from '../decider.ts';
import { type Coaching, checkedTerms, closed, documentIn, sideIn } from './state.ts';

/** The athlete changes what the coach may read, or until when. Members that are absent stay as they are. */
export type ChangeCoachingTerms = Readonly<{ type: 'ChangeCoachingTerms'; data: Partial<CoachingTerms> }>;

export function changeTerms(
  { data }: ChangeCoachingTerms,
  coaching: Coaching,
  { by, at }: DecisionContext,
): CoachingEvent[] {
  const { status, askedBy, scope, expiresAt } = documentIn(coaching);
  if (sideIn(coaching, by) !== 'athlete') {
    throw new DomainError('access-too-low', 'Only the athlete may change what the coach may read.');
  }
  const isOwnInvitation = status === 'pending' && askedBy === 'athlete';
  if (status !== 'active' && !isOwnInvitation) throw closed('Only what was accepted, or an own invitation, has terms.');
  const terms = { scope, expiresAt, ...data };
  if (isSameJson({ scope, expiresAt }, terms)) return [];
  // An end that has passed and is not changed must not prevent a smaller scope.
  const checked = checkedTerms({ ...terms, expiresAt: data.expiresAt ?? null }, at);
  const after = { scope: checked.scope, expiresAt: terms.expiresAt };
  return isSameJson({ scope, expiresAt }, after) ? [] : [{ type: 'CoachingTermsChanged', data: after }];
}
