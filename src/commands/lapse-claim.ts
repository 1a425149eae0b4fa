import type { RecordedEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import type { ClaimScope } from '../events/values.ts';
import type { Claim, CompetingClaim, UniquenessClaims } from '../ports/claims.ts';
import type { EventStore } from '../ports/event-store.ts';
import { type Aggregates, claimsHeld } from './aggregates.ts';
import type { Context } from './context.ts';
import { metadataOf } from './decision.ts';
import { headOf } from './loaded-stream.ts';

export type ClaimPorts = Readonly<{ claims: UniquenessClaims; store: EventStore; aggregates: Aggregates }>;

/** The stream that takes a claim, with its owner and the revision of the last event that it is about to append. */
export type Claimant = Readonly<{ stream: string; owner: Owner; revision: number }>;

/**
 * The claim of a scope that a holder is asked about: `isHeld` recognises it among the claims that the holder's events
 * give.
 */
type Wanted = Readonly<{ scope: ClaimScope; isHeld: (claim: Claim) => boolean }>;

/**
 * Ends a competing claim if its holder, a stream, does not have it by its events. It appends `ClaimLapsed` to the
 * holder's stream, so that a slow append of the holder conflicts and claims again. Returns the events of a holder that
 * has the claim, and `changed` when the holder has appended since it was read: the caller then starts again.
 */
export async function lapse(
  { store, aggregates }: Pick<ClaimPorts, 'store' | 'aggregates'>,
  { scope, isHeld }: Wanted,
  { holder, owner, hashedKey }: CompetingClaim,
  context: Context,
): Promise<'lapsed' | 'changed' | readonly RecordedEvent[]> {
  const events = await store.read(holder);
  if (claimsHeld(aggregates, holder, events).some(isHeld)) return events;
  const event = { type: 'ClaimLapsed', data: { scope, key: hashedKey } };
  const { mark: _, ...unmarked } = context;
  const metadata = metadataOf(event, null, owner, unmarked);
  const head = await store.append(holder, [{ ...event, metadata }], headOf(events));
  return head === 'conflict' ? 'changed' : 'lapsed';
}
