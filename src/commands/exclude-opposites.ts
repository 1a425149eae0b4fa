import { documentOf } from '../documents/presence.ts';
import { DomainError, type NamedThing, notFound } from '../errors.ts';
import type { ClaimScope } from '../events/values.ts';
import type { Claim, CompetingClaim } from '../ports/claims.ts';
import { presenceOf } from './aggregates.ts';
import type { Context } from './context.ts';
import { type Claimant, type ClaimPorts, lapse } from './lapse-claim.ts';

/** Claims of one scope, and of the other about the same subject, exclude each other. */
const opposites: Partial<Readonly<Record<ClaimScope, ClaimScope>>> = {
  'unit-use': 'unit-end',
  'unit-end': 'unit-use',
};

/** How many holders a refusal names. */
const maxNamed = 20;

type Holder = NamedThing | null;

/**
 * Refuses a claim that was just taken when a stream has an opposite one. An opposite claim whose holder does not have it
 * by its events lapses and is dropped.
 *
 * Both sides first take their claim and then look for the other, so of two that come at the same moment at least one
 * sees the other. The holder of a claim that lapsed cannot append without taking it, and looking, again.
 */
export async function excludeOpposites(
  ports: ClaimPorts,
  claim: Claim,
  { stream, revision }: Claimant,
  context: Context,
): Promise<void> {
  const { scope, subject } = claim;
  const opposite = opposites[scope];
  if (opposite === undefined || subject === undefined) return;
  const holders: Holder[] = [];
  for (const found of await ports.claims.about(opposite, subject)) {
    const holder = await settle(ports, { scope: opposite, subject }, found, context);
    if (holder !== 'lapsed') holders.push(holder);
    if (holders.length === maxNamed) break;
  }
  if (holders.length === 0) return;
  const [own] = (await ports.claims.about(scope, subject)).filter((each) => each.holder === stream);
  // If this claim stayed, the next opposite command would have to settle it.
  if (own?.revision === revision) await ports.claims.drop(scope, own);
  throw refusalOf(scope, holders);
}

/** Returns the holder of an opposite claim, or ends the claim if the holder does not have it. */
async function settle(
  ports: ClaimPorts,
  { scope, subject }: Readonly<{ scope: ClaimScope; subject: string }>,
  found: CompetingClaim,
  context: Context,
): Promise<Holder | 'lapsed'> {
  const isHeld = (each: Claim) => each.scope === scope && each.subject === subject;
  for (;;) {
    const ended = await lapse(ports, { scope, isHeld }, found, context);
    if (ended === 'changed') continue;
    if (ended !== 'lapsed') return documentOf(presenceOf(ports.aggregates, found.holder, ended)) as Holder;
    await ports.claims.drop(scope, found);
    return 'lapsed';
  }
}

function refusalOf(scope: ClaimScope, holders: readonly Holder[]): DomainError {
  if (scope === 'unit-use') return notFound('unit', true);
  const related = holders.flatMap((each) => (each === null ? [] : [{ id: each.id, name: each.name }]));
  const names = related.map(({ name }) => `"${name}"`).join(', ');
  return new DomainError('unit-in-use', `Training plans use this unit: ${names}. Remove it from them first.`, {
    related,
  });
}
