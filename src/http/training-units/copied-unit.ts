import { unit as decider } from '../../commands/unit/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import type { Alternative, UnitDocument } from '../../documents/unit.ts';
import { notFound } from '../../errors.ts';
import type { ExerciseId, UnitId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { readReferences } from './asked-exercises.ts';

type Copied = Pick<UnitDocument, 'description' | 'exercises'>;

/**
 * What a copy takes from a unit that the caller owns or may read. Links to own exercises of another account become names
 * only, because the caller cannot read these exercises.
 */
export async function readCopied(deps: Dependencies, caller: Caller, id: UnitId): Promise<Copied> {
  const { account, requiredPosition } = caller;
  const source = documentOf(await deps.readAggregate(decider, id));
  if (source?.userId === account.id) return source;
  const isShared =
    source !== null && (await deps.queries.getUnit({ owner: account.id, id, requiredPosition })) !== null;
  if (!isShared) throw notFound('unit', source === null);
  const references = await readReferences(deps, caller, source.exercises);
  const visible = (exerciseId: ExerciseId | null) => {
    const reference = references.get(exerciseId) ?? null;
    return reference === null || reference === 'deleted' ? null : exerciseId;
  };
  const named = <Link extends Alternative>(link: Link): Link => ({ ...link, exerciseId: visible(link.exerciseId) });
  const exercises = source.exercises.map((each) => named({ ...each, alternatives: each.alternatives.map(named) }));
  return { description: source.description, exercises };
}
