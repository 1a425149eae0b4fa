import { accountFold } from '../documents/account.ts';
import { coachingFold } from '../documents/coaching.ts';
import { documentOf, replay } from '../documents/presence.ts';
import { notFound } from '../errors.ts';
import type { CoachingPart } from '../events/coaching-values.ts';
import type { AccountId, CoachingId, Instant } from '../events/ids.ts';
import { streamOf } from '../events/streams.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Context } from './context.ts';

/** A coach who writes into the history of an athlete: the relationship, and the part that its scope must have. */
export type WritingCoach = Readonly<{ id: AccountId; coaching: CoachingId; part: CoachingPart }>;

type Right = Readonly<{ coach: WritingCoach; athlete: AccountId; at: Instant }>;

/**
 * Refuses a coach who may not write into the athlete's history, with the refusal for a relationship that does not exist.
 * Reads the relationship from its stream, so that one that has ended has no effect in any process.
 */
export async function checkCoachRight(store: EventStore, { coach, athlete, at }: Right): Promise<void> {
  const [events, account] = await Promise.all([
    store.read(streamOf('coaching', coach.coaching)),
    store.read(streamOf('account', athlete)),
  ]);
  const found = documentOf(replay(coachingFold, events));
  const isAccepted = found?.status === 'active' && found.coachId === coach.id && found.athleteId === athlete;
  if (!isAccepted || !found.scope.includes(coach.part)) throw notFound('coaching');
  if (found.expiresAt !== null && found.expiresAt <= at) throw notFound('coaching');
  if (!documentOf(replay(accountFold, account))?.isActive) throw notFound('coaching');
}

/** Checks the right of the coach who sends a command, if a coach does. */
export async function checkCoach(store: EventStore, { coach, by, receivedAt }: Context): Promise<void> {
  if (coach) await checkCoachRight(store, { coach, athlete: by, at: receivedAt });
}
