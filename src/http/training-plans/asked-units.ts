import { plan } from '../../commands/plan/decider.ts';
import type { AskedPlanUnit, UnitReference } from '../../commands/plan/units/asked-plan-unit.ts';
import { unit } from '../../commands/unit/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import type { Owner, PlanId, PlanUnitId, UnitId } from '../../events/ids.ts';
import { mapConcurrently } from '../../use-cases/map-concurrently.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import type { NewPlanUnit } from './plan-requests.ts';

const concurrency = 8;

/** The training unit if it belongs to the owner of the plan, else null or `deleted`. */
async function unitReferenceOf(deps: Dependencies, owner: Owner, id: UnitId): Promise<UnitReference> {
  const presence = await deps.readAggregate(unit, id);
  if (presence.kind === 'gone') return (await deps.readOwner(unit, id)) === owner ? 'deleted' : null;
  const document = documentOf(presence);
  return document?.userId === owner ? { name: document.name } : null;
}

type UnitReferences = ReadonlyMap<UnitId, UnitReference>;

/**
 * The training units that plan units refer to, by their ids. `planId` is null for a new plan. In the plan of another
 * account only the units that the plan has count: they belong to its owner.
 */
export async function unitReferencesOf(
  deps: Dependencies,
  caller: Caller,
  units: readonly Readonly<{ unitId?: UnitId | null }>[],
  planId: PlanId | null = null,
): Promise<UnitReferences> {
  const ids = units.flatMap(({ unitId = null }) => (unitId === null ? [] : [unitId]));
  const owner = (planId !== null && ids.length > 0 && (await deps.readOwner(plan, planId))) || caller.account.id;
  const allowed = owner === caller.account.id || planId === null ? null : await unitsIn(deps, planId);
  const references = await mapConcurrently([...new Set(ids)], concurrency, async (id) => {
    return [id, allowed === null || allowed.has(id) ? await unitReferenceOf(deps, owner, id) : null] as const;
  });
  return new Map(references);
}

const unitsIn = async (deps: Dependencies, planId: PlanId): Promise<ReadonlySet<UnitId | null>> =>
  new Set(documentOf(await deps.readAggregate(plan, planId))?.units.map(({ unitId }) => unitId));

/** The reference in a command to a training unit: none without an id, and null for a unit that does not exist. */
export const unitReferenceIn = (references: UnitReferences, id: UnitId | null | undefined) =>
  id === null || id === undefined ? {} : { reference: references.get(id) ?? null };

/** The plan units of a request with all their ids. `makeId` makes one from the place of a plan unit, such as `units.2`. */
export const askedUnits = (
  units: readonly NewPlanUnit[],
  references: UnitReferences,
  makeId: (place: string) => string,
): readonly AskedPlanUnit[] =>
  units.map(({ id, unitId, name = null, day }, at) => ({
    ...{ planUnitId: id ?? (makeId(`units.${at}`) as PlanUnitId), unitId, name, day },
    ...unitReferenceIn(references, unitId),
  }));
