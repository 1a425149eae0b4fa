import { exercise } from '../../commands/exercise/decider.ts';
import type { Reference } from '../../commands/session/rules.ts';
import { documentOf } from '../../documents/presence.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import { modeOf } from '../../events/values.ts';
import { mapConcurrently } from '../../use-cases/map-concurrently.ts';
import type { Dependencies } from '../dependencies.ts';

/** The account whose own exercises may be linked; null for links to the catalogue only. */
type Linking = Readonly<{ account: Readonly<{ id: AccountId }> | null }>;

/**
 * The name and default mode of an exercise if the caller may link an entry to the exercise, else null or `deleted`. The entry keeps a
 * copy of the name, so the name remains when the exercise is deleted.
 */
export async function referenceOf(deps: Dependencies, { account }: Linking, id: ExerciseId | null): Promise<Reference> {
  if (id === null) return null;
  const presence = await deps.readAggregate(exercise, id);
  if (presence.kind === 'gone') {
    const owner = await deps.readOwner(exercise, id);
    return owner === 'system' || owner === account?.id ? 'deleted' : null;
  }
  const document = documentOf(presence);
  const isVisible = document?.isSystem || (account !== null && document?.createdBy === account.id);
  return document && isVisible ? { name: document.name, mode: modeOf(document.metrics) } : null;
}

const concurrency = 8;

/** The references of several exercises by their ids. */
export async function referencesOf(
  deps: Dependencies,
  linking: Linking,
  ids: readonly (ExerciseId | null)[],
): Promise<ReadonlyMap<ExerciseId | null, Reference>> {
  const references = await mapConcurrently([...new Set(ids)], concurrency, async (id) => {
    return [id, await referenceOf(deps, linking, id)] as const;
  });
  return new Map(references);
}
