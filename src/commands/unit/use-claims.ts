import type { AccountId, PlanId, UnitId } from '../../events/ids.ts';
import type { Claim } from '../../ports/claims.ts';

// A plan and a training unit are two streams, and no append covers both. So a plan claims each unit that it uses, and a
// deleted unit claims that it has ended. `takeClaim` lets only one of these two claims get into the log.

/**
 * The subject of claims about a unit. It contains the account, so that a plan of another account never prevents the
 * deletion of the unit.
 */
const subjectOf = (owner: AccountId, unitId: UnitId): string => `${owner} ${unitId}`;

/** The claim of a plan that it uses a training unit. `owner` is the account of the plan. */
export function useClaim(owner: AccountId, planId: PlanId, unitId: UnitId): Claim {
  const subject = subjectOf(owner, unitId);
  return { scope: 'unit-use', key: `${subject} ${planId}`, subject };
}

/** The claim of a deleted training unit that it has ended. */
export function endClaim(owner: AccountId, unitId: UnitId): Claim {
  const subject = subjectOf(owner, unitId);
  return { scope: 'unit-end', key: subject, subject };
}
