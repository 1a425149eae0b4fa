import { coaching } from '../commands/coaching/decider.ts';
import type { Execute } from '../commands/execute.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { AccountId, CoachingId, Owner } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import { defaultRole } from '../events/values.ts';
import type { Clock } from '../ports/clock.ts';
import { actOnEach } from './act-on-each.ts';
import type { Policy } from './policy.ts';

/** A coaching relationship that is open, and the athlete to whom it belongs. */
export type OpenCoaching = Readonly<{ id: CoachingId; athlete: AccountId }>;

type Dependencies = Readonly<{
  execute: Execute;
  clock: Clock;
  newId: () => string;
  isErased: (account: AccountId) => Promise<boolean>;
  /** The open relationships with the account as coach. All events up to the position count. */
  listOpenCoachings: (question: Readonly<{ coach: AccountId; position: bigint }>) => Promise<readonly OpenCoaching[]>;
}>;

/**
 * Whenever an account is erased, ends the relationships in which it is the coach. The erasure leaves them open, because
 * they belong to athletes. Whenever an erased account becomes the coach of a relationship, ends that relationship too:
 * the policy reads both events when it acts on the later one.
 */
export function endCoachingOfErasedAccounts({ isErased, listOpenCoachings, ...ports }: Dependencies): Policy {
  async function end({ id, athlete }: OpenCoaching, coachId: AccountId, cause: RecordedEvent): Promise<void> {
    // The relationships of an erased athlete have ended with the account.
    if (await isErased(athlete)) return;
    // The policy acts for the athlete, because the relationship belongs to the athlete.
    await ports.execute(coaching, id, [{ type: 'EndForErasedCoach', data: { coachId } }], {
      ...{ actor: { id: athlete, role: defaultRole, via: 'policy' }, by: athlete, owner: athlete },
      ...{ correlationId: ports.newId(), causationId: cause.id, receivedAt: ports.clock() },
    });
  }
  return {
    name: 'end-coaching-of-erased-accounts',
    whenever: new Set(['AccountErased', 'CoachInvited', 'CoachingRequested', 'CoachingAccepted']),
    minAgeMs: 0,
    async act(event) {
      const { stream, metadata, position } = event;
      const { id } = parseStream(stream);
      if (event.type === 'AccountErased') {
        const coach = id as AccountId;
        await actOnEach(await listOpenCoachings({ coach, position }), (open) => end(open, coach, event));
        return;
      }
      // An invitation has no `coachId` if no account had the email address.
      const { coachId } = event.data as Readonly<{ coachId: AccountId | null }>;
      if (coachId !== null && (await isErased(coachId))) {
        await end({ id: id as CoachingId, athlete: athleteOf(metadata.owner) }, coachId, event);
      }
    },
  };
}

/** The owner of a coaching relationship is an athlete, never `system`. */
const athleteOf = (owner: Owner): AccountId => owner as AccountId;
