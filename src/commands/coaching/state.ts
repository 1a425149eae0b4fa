import { type CoachingPresence, coachingFold, type StoredCoaching, sideOf } from '../../documents/coaching.ts';
import { present } from '../../documents/presence.ts';
import { DomainError, invalid, notFound } from '../../errors.ts';
import type { CoachInvited, CoachingEvent, CoachingRequested, CoachingTerms } from '../../events/coaching.ts';
import { type CoachingSide, coachingParts } from '../../events/coaching-values.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Claim } from '../../ports/claims.ts';
import { checkOneOf } from '../checks.ts';

/** The state of a coaching relationship: its document, and the data of the event that began it. */
export type Coaching = Readonly<{
  presence: CoachingPresence;
  asked: CoachInvited['data'] | CoachingRequested['data'] | null;
}>;

export const initial: Coaching = { presence: coachingFold.initial, asked: null };

export const evolve = ({ presence, asked }: Coaching, event: StreamEvent<CoachingEvent>): Coaching => ({
  presence: coachingFold.evolve(presence, event),
  asked: event.type === 'CoachInvited' || event.type === 'CoachingRequested' ? event.data : asked,
});

export const documentIn = ({ presence }: Coaching): StoredCoaching => present(presence, 'coaching').document;

/**
 * The side of an account. An account on neither side gets the same refusal as for a relationship that does not exist,
 * and so does a coach whose request was not accepted.
 */
export function sideIn(coaching: Coaching, by: AccountId): CoachingSide {
  const side = coaching.presence.kind === 'present' ? sideOf(coaching.presence.document, by) : null;
  if (side === null) throw notFound('coaching');
  return side;
}

/**
 * The claims of a relationship. Because of them, an athlete has at most one accepted relationship with each coach, one
 * open request from each coach, and one open invitation to each email address. The claim of an invitation contains the
 * address and not the account: otherwise a refusal would tell which account has the address.
 */
export function claimsOf({ presence }: Coaching): readonly Claim[] {
  if (presence.kind !== 'present') return [];
  const { status, athleteId, coach, email } = presence.document;
  if (status === 'active') return coach === null ? [] : [activeClaim(athleteId, coach)];
  if (status !== 'pending') return [];
  return [claim(athleteId, email === null ? `request ${coach}` : `invitation ${email.toLowerCase()}`)];
}

/** The claim of the accepted relationship of an athlete with a coach. */
export const activeClaim = (athlete: AccountId, coach: AccountId): Claim => claim(athlete, `coach ${coach}`);

const claim = (athlete: AccountId, what: string): Claim => ({ scope: 'coaching', key: `${athlete} ${what}` });

export const closed = (message = 'This coaching relationship is not open any more.'): DomainError =>
  new DomainError('coaching-closed', message);

/** Refuses terms that break a rule. Returns all others with each part of the scope once, in a fixed order. */
export function checkedTerms({ scope, expiresAt }: CoachingTerms, at: Instant): CoachingTerms {
  for (const part of scope) checkOneOf('scope', part, coachingParts);
  if (scope.length === 0) throw invalid('scope', 'Must have at least one part.');
  if (expiresAt !== null && expiresAt <= at) throw invalid('expiresAt', 'Must be later than now.');
  return { scope: coachingParts.filter((part) => scope.includes(part)), expiresAt };
}
