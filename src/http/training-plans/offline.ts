import {
  type NamedThings,
  newPlan,
  planThing,
  planUnitThing,
  type Thing,
  unitThing,
} from '../../use-cases/sync/named-things.ts';

// For each command on a training plan: the things that it creates, uses, removes or orders. `/sync` derives from them the
// order in which the commands of a batch are executed.

type InPlan = Readonly<{ path: Readonly<{ id: string }> }>;
type InPlanUnit = Readonly<{ path: Readonly<{ id: string; planUnitId: string }> }>;
type WithBody<Body> = Readonly<{ body: Readonly<Body> }>;
type Unit = Readonly<{ id?: string; unitId?: string | null }>;
type Whole = Readonly<{ id?: string; units?: readonly Unit[] }>;

const inPlan = ({ path }: InPlan, things: Omit<NamedThings, 'aggregate'>): NamedThings => ({
  aggregate: planThing(path.id),
  ...things,
});

const unitsOf = (units: readonly Unit[]): readonly Thing[] =>
  units.flatMap(({ unitId }) => (typeof unitId === 'string' ? [unitThing(unitId)] : []));
const partsIn = (plan: string, units: readonly Unit[]): readonly Thing[] =>
  units.flatMap(({ id }) => (id === undefined ? [] : [planUnitThing(plan, id)]));
const planUnitIn = ({ path }: InPlanUnit): Thing => planUnitThing(path.id, path.planUnitId);

export const createsPlan = ({ body: { id, units = [] } }: WithBody<Whole>): NamedThings => {
  const uses = unitsOf(units);
  if (id === undefined) return { aggregate: newPlan, uses };
  return { aggregate: planThing(id), creates: [planThing(id), ...partsIn(id, units)], uses };
};
export const replacesPlan = (parts: InPlan & WithBody<Whole>): NamedThings => {
  const { units = [] } = parts.body;
  const uses = [planThing(parts.path.id), ...unitsOf(units)];
  return inPlan(parts, { uses, contains: partsIn(parts.path.id, units) });
};
export const usesPlan = (parts: InPlan): NamedThings => inPlan(parts, { uses: [planThing(parts.path.id)] });
export const deletesPlan = (parts: InPlan): NamedThings => inPlan(parts, { removes: [planThing(parts.path.id)] });

export const addsPlanUnit = (parts: InPlan & WithBody<Unit>): NamedThings => {
  const { id: plan } = parts.path;
  return inPlan(parts, { uses: [planThing(plan), ...unitsOf([parts.body])], creates: partsIn(plan, [parts.body]) });
};
export const editsPlanUnit = (parts: InPlanUnit & WithBody<Unit>): NamedThings =>
  inPlan(parts, { uses: [planUnitIn(parts), ...unitsOf([parts.body])] });
export const removesPlanUnit = (parts: InPlanUnit): NamedThings => inPlan(parts, { removes: [planUnitIn(parts)] });
export const ordersPlanUnits = (
  parts: InPlan & WithBody<{ units: readonly Readonly<{ id: string }>[] }>,
): NamedThings => {
  const { id } = parts.path;
  const named = parts.body.units.map((each) => planUnitThing(id, each.id));
  return inPlan(parts, { orders: { of: planThing(id), parts: named } });
};
