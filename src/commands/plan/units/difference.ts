import { inOrderOfDays, type PlanUnitDocument, planUnitDataOf } from '../../../documents/plan.ts';
import { isSameJson } from '../../../events/json.ts';
import type { PlanEvent } from '../../../events/plan.ts';
import { isSameUnit } from '../content.ts';
import { addedEvent } from './add-plan-unit.ts';

const placesOf = (units: readonly PlanUnitDocument[]) => units.map(({ id, day }) => ({ planUnitId: id, day }));

/** The event that gives plan units the days and the order of `after`; none if they have them. */
export const reorderOf = (before: readonly PlanUnitDocument[], after: readonly PlanUnitDocument[]): PlanEvent[] =>
  isSameJson(placesOf(before), placesOf(after))
    ? []
    : [{ type: 'PlanUnitsReordered', data: { units: placesOf(after) } }];

/**
 * The events that turn the plan units `before` into the plan units `after`, both in the order of days. Plan units are
 * recognised by their ids.
 */
export function differenceOf(
  before: readonly PlanUnitDocument[],
  after: readonly PlanUnitDocument[],
): readonly PlanEvent[] {
  const earlier = new Map(before.map((each) => [each.id, each]));
  const remaining = new Set(after.map(({ id }) => id));
  const added = after.filter(({ id }) => !earlier.has(id));
  const edited = after.filter((each) => {
    const known = earlier.get(each.id);
    return known !== undefined && !isSameUnit(known, each);
  });
  const reached = inOrderOfDays([...before.filter(({ id }) => remaining.has(id)), ...added]);
  return [
    ...before
      .filter(({ id }) => !remaining.has(id))
      .map(({ id }): PlanEvent => ({ type: 'PlanUnitRemoved', data: { planUnitId: id } })),
    ...edited.map(
      (each): PlanEvent => ({
        type: 'PlanUnitEdited',
        data: { planUnitId: each.id, ...planUnitDataOf(each) },
      }),
    ),
    ...added.map(addedEvent),
    ...reorderOf(reached, after),
  ];
}
