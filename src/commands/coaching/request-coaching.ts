import { DomainError, invalid } from '../../errors.ts';
import type { CoachingEvent } from '../../events/coaching.ts';
import { type CoachingPart, messageLength } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId } from '../../events/ids.ts';
import { checkNotes } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { type Coaching, checkedTerms } from './state.ts';

/** A coach asks an athlete. The stream gets the athlete as its owner. */
export type RequestCoaching = Readonly<{
  type: 'RequestCoaching';
  data: Readonly<{
    coachingId: CoachingId;
    athleteId: AccountId;
    scope: readonly CoachingPart[];
    message: string | null;
  }>;
}>;

export function requestCoaching(
  { data }: RequestCoaching,
  { asked }: Coaching,
  { by, at }: DecisionContext,
): CoachingEvent[] {
  if (asked !== null) throw new DomainError('id-taken', 'This id is already in use.');
  const { coachingId, athleteId, message } = data;
  checkNotes('message', message, messageLength);
  if (athleteId === by) throw invalid('email', 'This is your own address.');
  const { scope } = checkedTerms({ scope: data.scope, expiresAt: null }, at);
  return [{ type: 'CoachingRequested', data: { coachingId, athleteId, coachId: by, scope, personal: { message } } }];
}
