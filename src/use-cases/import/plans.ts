import { plan as decider } from '../../commands/plan/decider.ts';
import { type PlanPresence, planFold } from '../../documents/plan.ts';
import { replay } from '../../documents/presence.ts';
import { DomainError, type ErrorCode } from '../../errors.ts';
import type { ImportId, PlanId, PlanUnitId, UnitId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { ImportedPlan } from '../../imports/imported.ts';
import type { ImportPorts, Sender } from './import-request.ts';
import { contextOf } from './send-command.ts';

type Dependencies = Readonly<{
  ports: Pick<ImportPorts, 'execute' | 'store' | 'clock' | 'ids'>;
  sender: Sender;
  importId: ImportId;
  /** The account's training unit for the id of a unit in the file; null for none. */
  unitOf: (id: UnitId) => UnitId | null;
  dryRun: boolean;
}>;

/** The refusals that concern one plan. Any other ends the import. */
const ofOne: ReadonlySet<ErrorCode> = new Set(['validation', 'plan-name-taken', 'unit-not-found']);

/**
 * Creates the functions that import the training plans of a file. `add` creates a plan, unless the account has it or
 * has deleted it. It returns the message of a refused plan; null if the plan was created, exists or was deleted. A plan
 * unit whose training unit the account does not have keeps only its name. `idOf` returns the id of the account's plan for
 * the id of an added plan in the file; null for any other id.
 */
export function createPlans({ ports, sender, importId, unitOf, dryRun }: Dependencies) {
  const { store, ids, execute } = ports;
  const own = new Map<PlanId, PlanId>();

  async function presenceOf(id: PlanId): Promise<PlanPresence['kind']> {
    const stream = streamOf('plan', id);
    // No more than the owner is read of a plan that may belong to someone else.
    const [first] = await store.read(stream, undefined, 0);
    if (first?.metadata.owner !== sender.userId) return 'absent';
    return replay(planFold, await store.read(stream)).kind;
  }

  async function create(planId: PlanId, { id: _, createdAt, isArchived, units, ...facts }: ImportedPlan) {
    if (dryRun) return;
    const asked = units.map(({ unitId, name, day }, at) => ({
      ...{ name, day, unitId: unitId === null ? null : unitOf(unitId) },
      planUnitId: ids.deriveAt(Date.parse(createdAt), planId, `units.${at}`) as PlanUnitId,
    }));
    const data = { ...facts, planId, copyOf: null, units: asked };
    const archive = isArchived ? [{ type: 'ArchivePlan', data: {} } as const] : [];
    const commands = [{ type: 'CreatePlan', data } as const, ...archive];
    await execute(decider, planId, commands, contextOf(ports, sender, importId));
  }

  async function add(imported: ImportedPlan): Promise<string | null> {
    const name = `irontrack:plan:${imported.id}`;
    const derived = ids.deriveAt(Date.parse(imported.createdAt), sender.userId, name) as PlanId;
    // A plan that the athlete has deleted stays deleted, as units do.
    for (const id of [imported.id, derived]) {
      const kind = await presenceOf(id);
      if (kind === 'present') own.set(imported.id, id);
      if (kind !== 'absent') return null;
    }
    try {
      await create(derived, imported);
      own.set(imported.id, derived);
      return null;
    } catch (error) {
      if (error instanceof DomainError && ofOne.has(error.code)) return error.message;
      throw error;
    }
  }
  return { add, idOf: (id: PlanId): PlanId | null => own.get(id) ?? null };
}
