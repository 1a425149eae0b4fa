import type { ClaimLapsed } from './claim.ts';
import type { CoachingPart, CoachingSide } from './coaching-values.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, CoachingId, Instant } from './ids.ts';

/** What a coach may read, and until when. `expiresAt` is null for no end. */
export type CoachingTerms = Readonly<{ scope: readonly CoachingPart[]; expiresAt: Instant | null }>;

/**
 * Events of one coaching relationship. The stream belongs to the athlete, also when the coach has asked for it, because
 * the athlete's data and rights are in the athlete's lane.
 */
export type CoachingEvent =
  | CoachInvited
  | CoachingRequested
  /** The other side has agreed. The terms are those of the athlete. */
  | Event<'CoachingAccepted', CoachingTerms & { coachId: AccountId }>
  | Event<'CoachingDeclined', NoData>
  | Event<'CoachingTermsChanged', CoachingTerms>
  /** One side has ended it. An invitation that the athlete takes back ends too. */
  | Event<'CoachingEnded', { by: CoachingSide }>
  | ClaimLapsed;

/** The athlete has invited the account with an email address. `coachId` is null when no account had the address. */
export type CoachInvited = Event<
  'CoachInvited',
  CoachingTerms & {
    coachingId: CoachingId;
    athleteId: AccountId;
    coachId: AccountId | null;
    personal: { email: string; message: string | null };
  }
>;

/** A coach has asked the athlete. `scope` is what the coach would like to read. */
export type CoachingRequested = Event<
  'CoachingRequested',
  {
    coachingId: CoachingId;
    athleteId: AccountId;
    coachId: AccountId;
    scope: readonly CoachingPart[];
    personal: { message: string | null };
  }
>;

export const coachingEvents = {
  name: 'coaching relationship',
  quota: { kind: 'coachings', name: 'open coaching relationships', limit: 100 },
  feed: { deletions: false },
  schemas: {
    CoachInvited: 1,
    CoachingRequested: 1,
    CoachingAccepted: 1,
    CoachingDeclined: 1,
    CoachingTermsChanged: 1,
    CoachingEnded: 1,
    ClaimLapsed: 1,
  },
  endings: [],
} as const satisfies EventTypes<CoachingEvent>;
