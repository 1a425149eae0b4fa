import { plan as decider } from '../../commands/plan/decider.ts';
import type { PlanDocument } from '../../documents/plan.ts';
import { documentOf } from '../../documents/presence.ts';
import type { PlanId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';

/** A plan that the caller may read. Without one, `wasDeleted` is true if the caller had it. */
export type ReadablePlan = Readonly<{ plan: PlanDocument }> | Readonly<{ plan: null; wasDeleted: boolean }>;

/** Reads a plan of the caller from its stream, and one of another account as the query shows it, if it is shared. */
export async function readablePlan(deps: Dependencies, caller: Caller, id: PlanId): Promise<ReadablePlan> {
  const { account, requiredPosition } = caller;
  const presence = await deps.readAggregate(decider, id);
  const plan = documentOf(presence);
  if (plan?.userId === account.id) return { plan };
  const found = plan && (await deps.queries.getPlan({ owner: account.id, id, requiredPosition }));
  if (found) return { plan: JSON.parse(found.doc) as PlanDocument };
  return { plan: null, wasDeleted: presence.kind === 'gone' && (await deps.readOwner(decider, id)) === account.id };
}
