import type { CreatePlan } from '../../commands/plan/create-plan.ts';
import { plan as decider } from '../../commands/plan/decider.ts';
import type { PlanDocument } from '../../documents/plan.ts';
import { documentOf } from '../../documents/presence.ts';
import { notFound } from '../../errors.ts';
import type { PlanId, PlanUnitId, UnitId } from '../../events/ids.ts';
import { type CopyPorts, type CopyRequest, contextOfParts, isNew, readerOf } from './copy-request.ts';
import { checkPlanName } from './names.ts';
import { checkRoom } from './room.ts';
import { copiedUnits, copyUnits } from './units-of-plan.ts';

/**
 * Creates the function that makes the command for a copy of a training plan, which the account owns or may read. Refuses
 * any other plan like one that does not exist. A copy of an own plan has the same units. Those of another account are
 * copied first, each once: a crash then leaves no plan without its units, and a repetition finds the units.
 */
export const createCopyPlan =
  (ports: CopyPorts) =>
  async (request: CopyRequest<PlanId>): Promise<CreatePlan> => {
    const { source: id, copy, name, context, requiredPosition } = request;
    const { by } = context;
    const read = (plan: string) => ports.readAggregate(decider, plan);
    if (!(await isNew(read, request))) return copyOfPlan(ports, request, { ...noPlan, id }, () => null);
    const source = documentOf(await read(id));
    if (source?.userId === by) return copyOfPlan(ports, request, source, (unit) => unit);
    const isReadable = source !== null && (await ports.mayReadPlan({ owner: readerOf(context), id, requiredPosition }));
    if (!isReadable) throw notFound('plan', source === null);
    await checkPlanName(ports, copy, by, name);
    await checkRoom(ports, by, { plans: 1 });
    const copies = await copyUnits(ports, contextOfParts(context), await copiedUnits(ports, request, source));
    return copyOfPlan(ports, request, source, (unit) => copies.get(unit) ?? null);
  };

const noPlan = { description: null, difficulty: 'beginner', weeks: 1, repeats: null, units: [] } as const;
type Copied = Pick<PlanDocument, 'id' | keyof typeof noPlan>;

function copyOfPlan(
  { ids }: CopyPorts,
  { copy, name, context }: CopyRequest<PlanId>,
  source: Copied,
  unitOf: (unit: UnitId) => UnitId | null,
): CreatePlan {
  const { description, difficulty, weeks, repeats } = source;
  const units = source.units.map(({ unitId, name, day }, at) => ({
    ...{ unitId: unitId && unitOf(unitId), name, day },
    planUnitId: ids.derive(context.by, copy, `units.${at}`) as PlanUnitId,
  }));
  const facts = { name, description, difficulty, weeks, repeats };
  return { type: 'CreatePlan', data: { planId: copy, copyOf: source.id, ...facts, units } };
}
