import { assertNever } from '../../errors.ts';
import type { CoachingEvent, CoachingTerms } from '../../events/coaching.ts';
import type { StreamEvent } from '../../events/event.ts';
import { type CoachingDocument, type CoachingPresence, coachingFold } from '../coaching.ts';
import type { Presence } from '../presence.ts';
import type { Around, Audit } from './audit.ts';
import { aboutChange, aboutLapse, differencesOf, listed, type Part, quoted } from './words.ts';

/**
 * How the history of a coaching relationship is told. No sentence about an invitation names the coach, because that would
 * tell whether the address has an account.
 */
export const coachingAudit: Audit<CoachingEvent, CoachingDocument> = {
  fold: { initial: coachingFold.initial, evolve },
  sentence,
  differences: (before, after) => differencesOf('Coaching', [statusPart, ...termParts], before, after),
};

/** The document without the account that an invitation is meant for, which the athlete learns from the acceptance only. */
function evolve(before: Presence<CoachingDocument>, event: StreamEvent<CoachingEvent>): Presence<CoachingDocument> {
  const after = coachingFold.evolve(before as CoachingPresence, event);
  if (after.kind !== 'present') return after;
  const { coach: _, ...document } = after.document;
  return { kind: 'present', document };
}

const statusPart: Part<CoachingDocument> = ['status', ({ status }) => status];
const termParts: readonly Part<CoachingTerms>[] = [
  ['scope', scopeText],
  ['end', ({ expiresAt }) => expiresAt ?? 'none'],
];

function scopeText({ scope }: Pick<CoachingTerms, 'scope'>): string {
  return listed(scope.map((part) => part.replaceAll('_', ' ')));
}

function sentence(event: StreamEvent<CoachingEvent>, { before, after }: Around<CoachingDocument>): string {
  switch (event.type) {
    case 'CoachInvited':
      return `Coach ${quoted(event.data.personal.email)} invited to read: ${scopeText(event.data)}`;
    case 'CoachingRequested':
      return `The account ${event.data.coachId} asked to read: ${scopeText(event.data)}`;
    case 'CoachingAccepted':
      return `Coaching by the account ${event.data.coachId} accepted, to read: ${scopeText(event.data)}`;
    case 'CoachingDeclined':
      return 'Coaching declined';
    case 'CoachingTermsChanged':
      return aboutChange('Coaching', termParts, before, after);
    case 'CoachingEnded':
      return `Coaching ended by the ${event.data.by}`;
    case 'ClaimLapsed':
      return aboutLapse(event.data);
    default:
      return assertNever(event);
  }
}
