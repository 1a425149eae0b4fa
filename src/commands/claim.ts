import { type Presence, replay } from '../documents/presence.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { AnyEvent, RecordedEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import { schemaOf } from '../events/schemas.ts';
import type { Claim, CompetingClaim, UniquenessClaims } from '../ports/claims.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Decider } from './decider.ts';
import { type Context, emptyStream } from './execute.ts';

/** What answers somebody who asks for a name that is taken. */
const refusals: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  email: ['email-taken', 'An account with this e-mail address exists already.'],
  'exercise-name': ['exercise-name-taken', 'You have an exercise of this name already.'],
  'catalogue-exercise': ['exercise-name-taken', 'The catalogue has an exercise of this name already.'],
};

/** The names that a stream holds, told from its events. */
export type ClaimFold = (events: readonly RecordedEvent[]) => readonly Claim[];

export const claimFold =
  <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
    decider: Decider<State, Command, Event, P>,
  ): ClaimFold =>
  (events) =>
    decider.claims(replay(decider, events));

/** Where the claiming stream will stand once its events are appended. */
export type Claimant = Readonly<{ stream: string; owner: Owner; revision: number }>;
/** Confirms what was taken and lets go of what was given up, once the events stand. */
export type Settled = Readonly<{ confirm: () => Promise<void> }>;

/** Takes the names that a change of state needs, before it is appended. Refuses with the scope's own error. */
export type SettleClaims = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  change: Readonly<{ before: State; after: State }>,
  claimant: Claimant,
  context: Context,
) => Promise<Settled>;

const same = (a: Claim) => (b: Claim) => a.scope === b.scope && a.key === b.key;
const without = (all: readonly Claim[], others: readonly Claim[]) => all.filter((claim) => !others.some(same(claim)));

/** `folds` has one per category: an obstructing claim is settled by folding its holder's stream. */
export const createSettleClaims = (
  { claims, store }: { claims: UniquenessClaims; store: EventStore },
  folds: ReadonlyMap<string, ClaimFold>,
): SettleClaims => {
  return async (decider, { before, after }, claimant, context) => {
    const held = decider.claims(before);
    const wanted = decider.claims(after);
    const taken = without(wanted, held);
    const released = without(held, wanted);
    for (const claim of taken) await take(claim, claimant, context);
    return {
      async confirm() {
        if (taken.length > 0) await claims.confirm(taken, claimant.stream);
        if (released.length > 0) await claims.release(released, claimant.stream, claimant.revision);
      },
    };
  };

  async function take(claim: Claim, { stream, owner, revision }: Claimant, context: Context): Promise<void> {
    for (;;) {
      const obstruction = await claims.take(claim, stream, owner, revision);
      if (!obstruction) return;
      const events = await store.read(obstruction.holder);
      if (holds(obstruction.holder, events, claim)) {
        const [code, message] = refusals[claim.scope] ?? ['id-taken', 'This name is taken.'];
        throw new DomainError(code, message);
      }
      // The lapse makes the append of a holder that was only slow conflict, so that it has to claim again.
      if (!(await lapse(claim, obstruction, events, context))) continue;
      if (await claims.takeOver(claim, obstruction, stream, owner, revision)) return;
    }
  }

  function holds(holder: string, events: readonly RecordedEvent[], claim: Claim): boolean {
    const fold = folds.get(holder.slice(0, holder.indexOf('-')));
    if (!fold) throw new Error(`No decider for the claim of ${holder}`);
    return fold(events).some(same(claim));
  }

  async function lapse(
    { scope }: Claim,
    { holder, owner, hashedKey }: CompetingClaim,
    events: readonly RecordedEvent[],
    { actor, correlationId, causationId, receivedAt }: Context,
  ): Promise<boolean> {
    const last = events.at(-1);
    const head = last ? { revision: last.revision, chain: last.metadata.chain, position: last.position } : emptyStream;
    const metadata = {
      $correlationId: correlationId,
      $causationId: causationId,
      actor,
      owner,
      occurredAt: receivedAt,
      receivedAt,
      schema: schemaOf('ClaimLapsed'),
    };
    const event = { type: 'ClaimLapsed', data: { scope, key: hashedKey }, metadata };
    return (await store.append(holder, [event], head)) !== 'conflict';
  }
};
