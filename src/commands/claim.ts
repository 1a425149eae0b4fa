import type { Presence } from '../documents/presence.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { AnyEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import { type ClaimScope, type QuotaKind, quotaNames } from '../events/values.ts';
import type { Claim, CompetingClaim, UniquenessClaims } from '../ports/claims.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { QuotaItem, Quotas } from '../ports/quotas.ts';
import { type Aggregates, claimsHeld } from './aggregates.ts';
import type { Context } from './context.ts';
import type { Decider } from './decider.ts';
import { metadataOf } from './decision.ts';
import { headOf } from './loaded-stream.ts';

/** For each claim scope: the error code and message that refuse a command when another stream holds the name. */
const refusals: Readonly<Record<ClaimScope, readonly [ErrorCode, string]>> = {
  email: ['email-taken', 'An account with this email address already exists.'],
  'exercise-name': ['exercise-name-taken', 'You already have an exercise of this name.'],
  'catalogue-exercise': ['exercise-name-taken', 'The catalogue already has an exercise of this name.'],
};

/** The stream that takes a claim, with its owner and the revision of the last event that it is about to append. */
export type Claimant = Readonly<{ stream: string; owner: Owner; revision: number }>;

/**
 * Claims and a place in a quota that were taken before events are appended. Call `confirm` after the append: it confirms
 * these claims and releases what the events gave up.
 */
export type TakenClaims = Readonly<{ confirm: () => Promise<void> }>;

/**
 * Takes the claims and the place in a quota that a change of state needs, before its events are appended. When another
 * stream holds one of the names, refuses with the error code of that claim's scope.
 */
export type TakeClaims = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  change: Readonly<{ before: State; after: State }>,
  claimant: Claimant,
  context: Context,
) => Promise<TakenClaims>;

const isSame = (a: Claim) => (b: Claim) => a.scope === b.scope && a.key === b.key;
const without = (all: readonly Claim[], others: readonly Claim[]) => all.filter((claim) => !others.some(isSame(claim)));

type Ports = Readonly<{ claims: UniquenessClaims; quotas: Quotas; store: EventStore; aggregates: Aggregates }>;

export const createTakeClaims =
  (ports: Ports): TakeClaims =>
  async (decider, { before, after }, claimant, context) => {
    const held = decider.claims(before);
    const needed = decider.claims(after);
    const taken = without(needed, held);
    const released = without(held, needed);
    for (const claim of taken) await take(ports, claim, claimant, context);
    const item = quotaItemOf(decider, claimant);
    const [counted, counts] = [before, after].map((state) => decider.quota?.counts(state) ?? false);
    // The last step, because a refused claim would leave a place in the quota taken.
    const limit = item && counts && !counted ? await ports.quotas.take(item) : null;
    if (item && limit !== null) throw quotaExceeded(item.kind, limit);
    return {
      async confirm() {
        if (item && counted && !counts) await ports.quotas.release(item);
        if (taken.length > 0) await ports.claims.confirm(taken, claimant.stream);
        if (released.length > 0) await ports.claims.release(released, claimant.stream, claimant.revision);
      },
    };
  };

function quotaExceeded(kind: QuotaKind, limit: number): DomainError {
  const message = `An account has at most ${limit} ${quotaNames[kind]}. Delete some first.`;
  return new DomainError('quota-exceeded', message, {
    validationErrors: [{ type: 'quota_exceeded', field: kind, message }],
  });
}

/**
 * The aggregate as an item that counts toward its owner's quota. Null when its kind has no quota, or when its owner is
 * `system`.
 */
const quotaItemOf = ({ quota }: Quotable, { stream, owner }: Claimant): QuotaItem | null =>
  quota && owner !== 'system' ? { kind: quota.kind, owner, id: parseStream(stream).id } : null;

type Quotable = Readonly<{ quota?: Readonly<{ kind: QuotaKind }> | undefined }>;

async function take(ports: Ports, claim: Claim, { stream, owner, revision }: Claimant, context: Context) {
  for (;;) {
    const obstruction = await ports.claims.take(claim, stream, owner, revision);
    if (!obstruction) return;
    if (!(await lapse(ports, claim, obstruction, context))) continue;
    if (await ports.claims.takeOver(claim, obstruction, stream, owner, revision)) return;
  }
}

/**
 * Ends a competing claim if its holder, a stream, no longer has the name; otherwise refuses the command. It appends
 * `ClaimLapsed` to the holder's stream, so that a slow append of the holder conflicts and claims again. Returns false
 * when the holder has appended since it was read: the caller then starts again.
 */
async function lapse(
  { store, aggregates }: Ports,
  claim: Claim,
  { holder, owner, hashedKey }: CompetingClaim,
  context: Context,
): Promise<boolean> {
  const events = await store.read(holder);
  if (claimsHeld(aggregates, holder, events).some(isSame(claim))) throw new DomainError(...refusals[claim.scope]);
  const event = { type: 'ClaimLapsed', data: { scope: claim.scope, key: hashedKey } };
  const { mark: _, ...unmarked } = context;
  const metadata = metadataOf(event, null, owner, unmarked);
  return (await store.append(holder, [{ ...event, metadata }], headOf(events))) !== 'conflict';
}
