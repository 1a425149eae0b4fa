import { checkCoachRight, type WritingCoach } from '../../commands/coach-right.ts';
import { activeClaim } from '../../commands/coaching/state.ts';
import { notFound } from '../../errors.ts';
import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId, Instant } from '../../events/ids.ts';
import { parseStream } from '../../events/streams.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { EventStore } from '../../ports/event-store.ts';

type Ports = Readonly<{ store: EventStore; claims: Pick<UniquenessClaims, 'holder'> }>;
export type CoachRequest = Readonly<{ coach: AccountId; athlete: AccountId; part: CoachingPart; at: Instant }>;

/**
 * Finds the relationship that lets a coach write into an athlete's history. Refuses without one. The right is checked again
 * before each decision.
 */
export type AdmitCoach = (request: CoachRequest) => Promise<WritingCoach>;

export const createAdmitCoach =
  ({ store, claims }: Ports): AdmitCoach =>
  async ({ coach: id, athlete, part, at }) => {
    const holder = await claims.holder(activeClaim(athlete, id));
    if (holder === null) throw notFound('coaching');
    const coach = { id, coaching: parseStream(holder).id as CoachingId, part };
    await checkCoachRight(store, { coach, athlete, at });
    return coach;
  };
