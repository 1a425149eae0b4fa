import { isOpen } from '../../documents/coaching.ts';
import type { CoachingEvent } from '../../events/coaching.ts';
import type { NoData } from '../../events/event.ts';
import type { DecisionContext } from '../decider.ts';
import { type Coaching, documentIn, sideIn } from './state.ts';

/** Either side ends the relationship, or an invitation or a request that is not answered. */
export type EndCoaching = Readonly<{ type: 'EndCoaching'; data: NoData }>;

export const endCoaching = (coaching: Coaching, { by }: DecisionContext): CoachingEvent[] =>
  isOpen(documentIn(coaching)) ? [{ type: 'CoachingEnded', data: { by: sideIn(coaching, by) } }] : [];
