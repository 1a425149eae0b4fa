import type { PlanDocument } from '../../../../src/documents/plan.ts';
import { athlete } from '../../../support/specification.ts';
import { change, historiesFrom, pick, type RandomKind, type Step } from './random-steps.ts';

type PlainUnit = { id: string; name: string; day: number };
/** A plan: what the tests change of it. Its units are in the order of days. */
type PlainPlan = { name: string; weeks: number; isArchived: boolean; units: PlainUnit[] };

const days = 5;
const inOrder = (units: readonly PlainUnit[]): PlainUnit[] =>
  Array.from({ length: days }, (_, at) => units.filter(({ day }) => day === at + 1)).flat();
const placeOf = ({ units }: PlainPlan, id: string): string => {
  const unit = units.find((each) => each.id === id);
  const ofDay = units.filter(({ day }) => day === unit?.day);
  return `week 1, day ${unit?.day}, place ${ofDay.findIndex((each) => each.id === id) + 1}`;
};
const factsOf = ({ name, weeks }: PlainPlan) => ({
  ...{ difficulty: 'beginner', weeks, repeats: null, personal: { name, description: null } },
});
const dayOf = (number: number): number => 1 + (number % days);
const first: PlainPlan = { name: 'Plan', weeks: 1, isArchived: false, units: [] };

const added: Step<PlainPlan> = (plan, number) => {
  const unit = { id: `unit ${number}`, name: `Unit ${number % 4}`, day: dayOf(number) };
  if (plan.units.some(({ id }) => id === unit.id)) return null;
  const data = { planUnitId: unit.id, unitId: null, day: unit.day, personal: { name: unit.name } };
  return [
    { type: 'PlanUnitAdded', data },
    { ...plan, units: inOrder([...plan.units, unit]) },
  ];
};
const moved: Step<PlainPlan> = (plan, number) => {
  const unit = pick(plan.units, number);
  if (!unit) return null;
  const others = plan.units.filter((each) => each !== unit);
  const day = dayOf(number >> 2);
  const ofDay = others.filter((each) => each.day === day);
  const order = number % (ofDay.length + 1);
  ofDay.splice(order, 0, { ...unit, day });
  const units = inOrder([...others.filter((each) => each.day !== day), ...ofDay]);
  return [
    { type: 'PlanUnitMoved', data: { planUnitId: unit.id, day, order } },
    { ...plan, units },
  ];
};

const steps: readonly Step<PlainPlan>[] = [
  ...[added, added, added, moved, moved],
  (plan, number) => {
    const after = { ...plan, name: `Plan ${number % 3}`, weeks: 1 + (number % 2) };
    return [{ type: 'PlanEdited', data: factsOf(after) }, after];
  },
  (plan, number) => {
    const unit = pick(plan.units, number);
    if (!unit) return null;
    unit.name = `Unit ${number % 5}`;
    return [
      { type: 'PlanUnitEdited', data: { planUnitId: unit.id, unitId: null, personal: { name: unit.name } } },
      plan,
    ];
  },
  (plan, number) => {
    const unit = pick(plan.units, number);
    if (!unit) return null;
    const units = plan.units.filter((each) => each !== unit);
    return [
      { type: 'PlanUnitRemoved', data: { planUnitId: unit.id } },
      { ...plan, units },
    ];
  },
  (plan, number) => {
    const units = plan.units.toReversed().map((unit, at) => ({ ...unit, day: dayOf(number + at) }));
    const order = units.map(({ id, day }) => ({ planUnitId: id, day }));
    return [
      { type: 'PlanUnitsReordered', data: { units: order } },
      { ...plan, units: inOrder(units) },
    ];
  },
  (plan) => [
    { type: 'PlanArchived', data: {} },
    { ...plan, isArchived: true },
  ],
  (plan) => [
    { type: 'PlanRestored', data: {} },
    { ...plan, isArchived: false },
  ],
  (_, number) => (number % 9 === 0 ? [{ type: 'PlanDeleted', data: {} }, null] : null),
];

export const randomPlan: RandomKind<PlainPlan> = {
  kind: 'plan',
  histories: historiesFrom(
    [{ type: 'PlanCreated', data: { planId: 'item', userId: athlete, copyOf: null, ...factsOf(first) } }, first],
    steps,
  ),
  plain: ({ name, weeks, archivedAt, units }: PlanDocument) => ({
    ...{ name, weeks, isArchived: archivedAt !== null },
    units: units.map((unit) => ({ id: unit.id, name: unit.name, day: unit.day })),
  }),
  words({ type, data }, before, after) {
    if (after === null) return [`“${before.name}” deleted`];
    const { planUnitId: id = '' } = data as { planUnitId?: string };
    const nameIn = ({ units }: PlainPlan) => `“${units.find((each) => each.id === id)?.name}”`;
    switch (type) {
      case 'PlanEdited':
        return before.name === after.name ? [] : [`name “${before.name}” → “${after.name}”`];
      case 'PlanUnitAdded':
        return [nameIn(after)];
      case 'PlanUnitEdited':
        return [change(nameIn(before), nameIn(after))];
      case 'PlanUnitMoved':
        return [nameIn(before), change(placeOf(before, id), placeOf(after, id))];
      case 'PlanUnitRemoved':
        return [nameIn(before)];
      default:
        return [];
    }
  },
};
