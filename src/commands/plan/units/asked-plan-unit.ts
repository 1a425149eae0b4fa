import type { PlanUnitDocument } from '../../../documents/plan.ts';
import { notFound } from '../../../errors.ts';
import type { PlanUnitId, UnitId } from '../../../events/ids.ts';

/**
 * The training unit to which a plan unit refers; null when it does not exist or the account may not see it; `deleted`
 * when the account had it.
 */
export type UnitReference = Readonly<{ name: string }> | 'deleted' | null;

/** A plan unit as a command describes it. Without a name, it gets that of its training unit. */
export type AskedPlanUnit = Readonly<{
  planUnitId: PlanUnitId;
  unitId: UnitId | null;
  name: string | null;
  day: number;
  reference?: UnitReference;
}>;

/**
 * The plan unit that a command describes. If the command gives no name and the training unit stays the same, the plan
 * unit keeps its name. If the training unit is new or another one, it must exist.
 */
export function describedUnit(
  { planUnitId: id, unitId, name, day, reference }: AskedPlanUnit,
  kept?: PlanUnitDocument,
): PlanUnitDocument {
  const isKept = kept !== undefined && kept.unitId === unitId;
  if (!isKept) checkUnitReference(unitId, reference);
  const from = isKept ? kept : reference === 'deleted' ? null : reference;
  return { id, unitId, name: name ?? from?.name ?? '', day, order: 0 };
}

/** Refuses a unit that does not exist. If `reference` is undefined, nothing is checked: an import knows what exists. */
function checkUnitReference(unitId: UnitId | null, reference: UnitReference | undefined): void {
  if (unitId === null) return;
  if (reference === null || reference === 'deleted') throw notFound('unit', reference === 'deleted');
}
