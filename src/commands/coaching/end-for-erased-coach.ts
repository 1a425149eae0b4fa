import { isOpen } from '../../documents/coaching.ts';
import type { CoachingEvent } from '../../events/coaching.ts';
import type { AccountId } from '../../events/ids.ts';
import { type Coaching, documentIn } from './state.ts';

/** Ends what is open with a coach whose account was erased. A policy sends it on behalf of the athlete. */
export type EndForErasedCoach = Readonly<{ type: 'EndForErasedCoach'; data: Readonly<{ coachId: AccountId }> }>;

export const endForErasedCoach = (coaching: Coaching): CoachingEvent[] =>
  isOpen(documentIn(coaching)) ? [{ type: 'CoachingEnded', data: { by: 'coach' } }] : [];
