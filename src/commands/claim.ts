import type { Presence } from '../documents/presence.ts';
import { DomainError } from '../errors.ts';
import type { AnyEvent } from '../events/event.ts';
import { type QuotaKind, quotaDefaults } from '../events/schemas.ts';
import { parseStream } from '../events/streams.ts';
import type { Claim, UniquenessClaims } from '../ports/claims.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { QuotaItem, Quotas } from '../ports/quotas.ts';
import type { Aggregates } from './aggregates.ts';
import type { Context } from './context.ts';
import type { Decider } from './decider.ts';
import type { Claimant } from './lapse-claim.ts';
import { isSame, takeClaim } from './take-claim.ts';

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

const without = (all: readonly Claim[], others: readonly Claim[]) => all.filter((claim) => !others.some(isSame(claim)));

/** Whether a change of state needs other claims than before, or changes what counts toward a quota. */
export function changesClaims<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  { before, after }: Readonly<{ before: State; after: State }>,
): boolean {
  const [held, needed] = [decider.claims(before), decider.claims(after)];
  if (held.length !== needed.length || without(needed, held).length > 0) return true;
  return decider.quota !== undefined && decider.quota.counts(before) !== decider.quota.counts(after);
}

type Ports = Readonly<{ claims: UniquenessClaims; quotas: Quotas; store: EventStore; aggregates: Aggregates }>;

export const createTakeClaims =
  (ports: Ports): TakeClaims =>
  async (decider, { before, after }, claimant, context) => {
    const held = decider.claims(before);
    const needed = decider.claims(after);
    const taken = without(needed, held);
    const released = without(held, needed);
    for (const claim of taken) await takeClaim(ports, claim, claimant, context);
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

/** The refusal of what would exceed a quota. */
export function quotaExceeded(kind: QuotaKind, limit: number): DomainError {
  const message = `An account has at most ${limit} ${quotaDefaults[kind].name}. Delete some first.`;
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
