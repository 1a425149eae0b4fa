import type { Context } from '../../commands/context.ts';
import { unit as decider } from '../../commands/unit/decider.ts';
import type { PlanDocument } from '../../documents/plan.ts';
import { documentOf } from '../../documents/presence.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import { DomainError } from '../../errors.ts';
import type { PlanId, UnitId } from '../../events/ids.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { type CopyPorts, type CopyRequest, readerOf } from './copy-request.ts';
import { copyOfUnit } from './copy-unit.ts';
import { createLinks, type Links } from './links.ts';
import { freeUnitName } from './names.ts';
import { checkRoom } from './room.ts';

/** A training unit of another account's plan, and the id of its copy. */
type UnitOfPlan = Readonly<{ source: UnitDocument; copy: UnitId }>;

const concurrency = 8;

/** The training units of a plan that the account may read, each once, with the ids of their copies. */
export async function copiedUnits(
  { readAggregate, mayReadUnit, ids }: CopyPorts,
  { copy, context, requiredPosition }: CopyRequest<PlanId>,
  { userId, units }: PlanDocument,
): Promise<readonly UnitOfPlan[]> {
  const all = new Set(units.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])));
  const found = await mapConcurrently([...all], concurrency, async (id) => {
    const source = documentOf(await readAggregate(decider, id));
    if (source?.userId !== userId || !(await mayReadUnit({ owner: readerOf(context), id, requiredPosition })))
      return [];
    return [{ source, copy: ids.derive(context.by, copy, `unit.${id}`) as UnitId }];
  });
  return found.flat();
}

/**
 * Copies the units, unless an interrupted request has already copied them. Returns the id of the copy of each unit, unless
 * the account has deleted the copy since.
 */
export async function copyUnits(
  ports: CopyPorts,
  context: Context,
  units: readonly UnitOfPlan[],
): Promise<ReadonlyMap<UnitId, UnitId>> {
  const kinds = await mapConcurrently(units, concurrency, async ({ copy }) => presenceOf(ports, copy));
  const missing = units.filter((_, at) => kinds[at] === 'absent');
  await checkRoom(ports, context.by, { units: missing.length });
  const sources = missing.map(({ source }) => source);
  const links = await createLinks(ports, context, sources);
  await mapConcurrently(missing, concurrency, (each) => copyUnit(ports, context, each, links));
  const present = units.filter((_, at) => kinds[at] !== 'gone');
  return new Map(present.map(({ source, copy }) => [source.id, copy]));
}

async function copyUnit(ports: CopyPorts, context: Context, { source, copy }: UnitOfPlan, links: Links): Promise<void> {
  const { by } = context;
  for (;;) {
    const name = await freeUnitName(ports, copy, by, source.name);
    try {
      await ports.execute(decider, copy, [copyOfUnit(ports, { source, copy, name, by }, links)], context);
      return;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Another request under the same key has made the copy meanwhile.
      if (error.code === 'id-taken' && (await presenceOf(ports, copy)) === 'present') return;
      // Another unit, perhaps of the same plan, has got the name meanwhile.
      if (error.code !== 'unit-name-taken') throw error;
    }
  }
}

const presenceOf = async ({ readAggregate }: CopyPorts, id: UnitId) => (await readAggregate(decider, id)).kind;
