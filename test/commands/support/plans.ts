import { type Facts, factsDataOf } from '../../../src/commands/plan/content.ts';
import { plan } from '../../../src/commands/plan/decider.ts';
import type { AskedPlanUnit } from '../../../src/commands/plan/units/asked-plan-unit.ts';
import { present, replay } from '../../../src/documents/presence.ts';
import type { PlanId, PlanUnitId, UnitId } from '../../../src/events/ids.ts';
import type { PlanEvent, PlanFacts } from '../../../src/events/plan.ts';
import { athlete, specificationOf, streamOfEvents } from '../../support/specification.ts';

export const given = specificationOf(plan);
export const planId = '01900000-0000-7000-8000-000000000071' as PlanId;
export const unitId = (number: number) => `01900000-0000-7000-8000-0000000006${number}0` as UnitId;
export const partId = (number: number) => `01900000-0000-7000-8000-0000000008${number}0` as PlanUnitId;

export const facts: Facts = {
  ...{ name: 'Three days', description: null, difficulty: 'beginner', weeks: 2, repeats: 6 },
};
export const factsData = (part: Partial<PlanFacts> = {}): PlanFacts => ({ ...factsDataOf(facts), ...part });

/** A plan unit as a command describes it. Its training unit exists. */
export const asked = (number: number, day: number, part: Partial<AskedPlanUnit> = {}): AskedPlanUnit => ({
  ...{ planUnitId: partId(number), unitId: unitId(number), name: null, day, reference: { name: `Day ${number}` } },
  ...part,
});

export const create = (units: readonly AskedPlanUnit[] = [], part: object = {}) =>
  ({ type: 'CreatePlan', data: { planId, copyOf: null, ...facts, units, ...part } }) as const;
export const created: PlanEvent = {
  type: 'PlanCreated',
  data: { planId, userId: athlete, copyOf: null, ...factsData() },
};
export const added = (number: number, day: number, part: object = {}): PlanEvent => ({
  type: 'PlanUnitAdded',
  data: {
    ...{ planUnitId: partId(number), unitId: unitId(number), personal: { name: `Day ${number}` }, day },
    ...part,
  },
});
export const edited = (number: number, part: object = {}): PlanEvent => ({
  type: 'PlanUnitEdited',
  data: { planUnitId: partId(number), unitId: unitId(number), personal: { name: `Day ${number}` }, ...part },
});
export const moved = (number: number, day: number, order: number): PlanEvent => ({
  type: 'PlanUnitMoved',
  data: { planUnitId: partId(number), day, order },
});
/** Plan units with their days, as an event and a command about their order have them. */
export const places = (...units: readonly (readonly [number, number])[]) => ({
  units: units.map(([number, day]) => ({ planUnitId: partId(number), day })),
});
export const reordered = (...units: readonly (readonly [number, number])[]): PlanEvent => ({
  type: 'PlanUnitsReordered',
  data: places(...units),
});

export const edit = (data: object) => ({ type: 'EditPlan', data }) as const;
export const replace = (units: readonly AskedPlanUnit[], part: object = {}) =>
  ({ type: 'ReplacePlan', data: { ...facts, units, ...part } }) as const;
export const add = (data: AskedPlanUnit) => ({ type: 'AddPlanUnit', data }) as const;
export const change = (number: number, data: object) =>
  ({ type: 'EditPlanUnit', data: { planUnitId: partId(number), ...data } }) as const;
export const remove = (number: number) => ({ type: 'RemovePlanUnit', data: { planUnitId: partId(number) } }) as const;
export const reorder = (...units: readonly (readonly [number, number])[]) =>
  ({ type: 'ReorderPlanUnits', data: places(...units) }) as const;

/** The document after these events. */
export const documentAfter = (...events: readonly PlanEvent[]) =>
  present(replay(plan, streamOfEvents(events)).presence, 'plan').document;
