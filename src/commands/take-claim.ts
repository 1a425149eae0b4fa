import { present } from '../documents/presence.ts';
import type { SessionPresence } from '../documents/session.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { ClaimScope } from '../events/values.ts';
import type { Claim } from '../ports/claims.ts';
import { presenceOf } from './aggregates.ts';
import type { Context } from './context.ts';
import { excludeOpposites } from './exclude-opposites.ts';
import { type Claimant, type ClaimPorts, lapse } from './lapse-claim.ts';

/** For each scope: the error code and message that refuse a command when another stream holds the claim. */
const refusals: Readonly<Record<Exclude<ClaimScope, 'unit-use' | 'unit-end'>, readonly [ErrorCode, string]>> = {
  'active-session': ['session-active', 'Another training session is in progress. Complete or abort it first.'],
  email: ['email-taken', 'An account with this email address already exists.'],
  'exercise-name': ['exercise-name-taken', 'You already have an exercise of this name.'],
  'plan-name': ['plan-name-taken', 'You already have a training plan of this name.'],
  'unit-name': ['unit-name-taken', 'You already have a training unit of this name.'],
  coaching: ['coaching-exists', 'There is already such a relationship, request or invitation.'],
  'catalogue-exercise': ['exercise-name-taken', 'The catalogue already has an exercise of this name.'],
};

/** The refusal of a command when another stream has the claim. */
export function refusalOf(scope: ClaimScope): DomainError {
  // The keys of these claims contain the id of their stream.
  if (scope === 'unit-use' || scope === 'unit-end') throw new Error(`Two streams make the same claim of ${scope}`);
  return new DomainError(...refusals[scope]);
}

/** The refusal of a session that names the active one. */
function sessionActive(active: SessionPresence): DomainError {
  const { code, message } = refusalOf('active-session');
  const { id, name, unit } = present(active, 'session').document;
  return new DomainError(code, message, { related: [{ id, name: name ?? unit?.name ?? null }] });
}

export const isSame = (a: Claim) => (b: Claim) => a.scope === b.scope && a.key === b.key;

/**
 * Takes a claim. If another stream took it but does not have it by its events, the claim is taken over. Refuses when
 * another stream has the claim, or one that excludes it.
 */
export async function takeClaim(ports: ClaimPorts, claim: Claim, claimant: Claimant, context: Context): Promise<void> {
  await takeName(ports, claim, claimant, context);
  await excludeOpposites(ports, claim, claimant, context);
}

async function takeName(
  ports: ClaimPorts,
  claim: Claim,
  { stream, owner, revision }: Claimant,
  context: Context,
): Promise<void> {
  for (;;) {
    const obstruction = await ports.claims.take(claim, stream, owner, revision);
    if (!obstruction) return;
    const ended = await lapse(ports, { scope: claim.scope, isHeld: isSame(claim) }, obstruction, context);
    if (ended === 'changed') continue;
    if (ended !== 'lapsed') {
      if (claim.scope !== 'active-session') throw refusalOf(claim.scope);
      throw sessionActive(presenceOf(ports.aggregates, obstruction.holder, ended) as SessionPresence);
    }
    if (await ports.claims.takeOver(claim, obstruction, stream, owner, revision)) return;
  }
}
