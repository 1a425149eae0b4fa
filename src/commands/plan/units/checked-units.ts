import { inOrderOfDays, type PlanUnitDocument } from '../../../documents/plan.ts';
import { DomainError, invalid } from '../../../errors.ts';
import { within } from '../../session/content/content.ts';
import { checkPlanUnit } from '../content.ts';
import type { Plan } from '../state.ts';
import { type AskedPlanUnit, describedUnit } from './asked-plan-unit.ts';

/** What a plan has before a command that describes all its units. */
type Earlier = Readonly<{ units: readonly PlanUnitDocument[]; created: Plan['created'] }>;

/** Returns the plan units that a command describes, in the order of days. Refuses what breaks a rule, and names its place. */
export function checkedUnits(
  asked: readonly AskedPlanUnit[],
  { units, created }: Earlier,
): readonly PlanUnitDocument[] {
  const known = new Map(units.map((each) => [each.id, each]));
  const seen = new Set<string>();
  const described = asked.map((each, place) =>
    within(`units.${place}`, () => {
      const { planUnitId: id } = each;
      if (seen.has(id)) throw invalid('id', 'Another item has this id too.');
      seen.add(id);
      const before = known.get(id);
      if (!before && created.get(id)) throw new DomainError('id-taken', 'This id is already in use.');
      const unit = describedUnit(each, before);
      checkPlanUnit(unit);
      return unit;
    }),
  );
  return inOrderOfDays(described);
}
