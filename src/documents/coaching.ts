import { assertNever } from '../errors.ts';
import type { CoachingEvent } from '../events/coaching.ts';
import type { CoachingPart, CoachingSide, CoachingStatus } from '../events/coaching-values.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, CoachingId, Instant } from '../events/ids.ts';
import { absent, type Fold, type Presence } from './presence.ts';

/** A coaching relationship as both sides see it. */
export type CoachingDocument = Readonly<{
  id: CoachingId;
  athleteId: AccountId;
  /** Null for an invitation that was not accepted, because it must not reveal whether the address has an account. */
  coachId: AccountId | null;
  /** The address that the athlete has invited; null when the coach has asked. */
  email: string | null;
  askedBy: CoachingSide;
  status: CoachingStatus;
  scope: readonly CoachingPart[];
  expiresAt: Instant | null;
  message: string | null;
  revision: number;
  createdAt: Instant;
  acceptedAt: Instant | null;
  endedAt: Instant | null;
  endedBy: CoachingSide | null;
  updatedAt: Instant;
}>;

/** As it is stored. `coach` is the account on the other side; null when the invited address had none. */
export type StoredCoaching = CoachingDocument & Readonly<{ coach: AccountId | null }>;

export type CoachingPresence = Presence<StoredCoaching>;

export const coachingFold: Fold<CoachingPresence, CoachingEvent> = { initial: absent, evolve: foldCoaching };

function foldCoaching(coaching: CoachingPresence, event: StreamEvent<CoachingEvent>): CoachingPresence {
  const { type, data, revision, metadata } = event;
  // A claim may lapse before the relationship exists.
  if (type === 'ClaimLapsed') return withRevision(coaching, revision);
  const at = metadata.receivedAt;
  if (type === 'CoachInvited' || type === 'CoachingRequested') return asked(event);
  if (coaching.kind !== 'present') throw new Error(`${type} of a coaching relationship that is ${coaching.kind}`);
  const changed = (part: Partial<StoredCoaching>): CoachingPresence => ({
    kind: 'present',
    document: { ...coaching.document, ...part, revision, updatedAt: at },
  });
  switch (type) {
    case 'CoachingAccepted': {
      const { coachId, scope, expiresAt } = data;
      return changed({ status: 'active', coachId, coach: coachId, scope, expiresAt, acceptedAt: at });
    }
    case 'CoachingTermsChanged':
      return changed({ scope: data.scope, expiresAt: data.expiresAt });
    case 'CoachingDeclined':
      return changed({ status: 'declined', endedAt: at });
    case 'CoachingEnded':
      return changed({ status: 'ended', endedAt: at, endedBy: data.by });
    default:
      return assertNever(type);
  }
}

const withRevision = (coaching: CoachingPresence, revision: number): CoachingPresence =>
  coaching.kind === 'present' ? { ...coaching, document: { ...coaching.document, revision } } : coaching;

function asked(event: StreamEvent<Extract<CoachingEvent, { type: 'CoachInvited' | 'CoachingRequested' }>>) {
  const { data, revision, metadata } = event;
  const at = metadata.receivedAt;
  const isInvitation = event.type === 'CoachInvited';
  const document: StoredCoaching = {
    ...{ id: data.coachingId, athleteId: data.athleteId, coachId: isInvitation ? null : data.coachId },
    email: event.type === 'CoachInvited' ? event.data.personal.email : null,
    ...{ askedBy: isInvitation ? 'athlete' : 'coach', status: 'pending', scope: data.scope },
    expiresAt: event.type === 'CoachInvited' ? event.data.expiresAt : null,
    ...{ message: data.personal.message, revision, createdAt: at, acceptedAt: null, endedAt: null, endedBy: null },
    ...{ updatedAt: at, coach: data.coachId },
  };
  return { kind: 'present', document } as const;
}

/** Whether it is not over: asked or accepted. One that has expired is open until a side ends it. */
export const isOpen = ({ status }: Pick<CoachingDocument, 'status'>): boolean =>
  status === 'pending' || status === 'active';

/**
 * The side on which an account is; null if it may not know of the relationship. Coaches do not see their own requests
 * until the athlete accepts, because that would tell them that an address has an account.
 */
export function sideOf(coaching: StoredCoaching, account: AccountId): CoachingSide | null {
  if (coaching.athleteId === account) return 'athlete';
  return coaching.coach === account && isSeenByCoach(coaching) ? 'coach' : null;
}

export const isSeenByCoach = ({ askedBy, acceptedAt }: CoachingDocument): boolean =>
  askedBy === 'athlete' || acceptedAt !== null;

/** The relationship as one of its sides sees it: coaches see that they are meant. */
export function shownTo({ coach, ...document }: StoredCoaching, account: AccountId): CoachingDocument {
  return coach === account ? { ...document, coachId: coach } : document;
}
