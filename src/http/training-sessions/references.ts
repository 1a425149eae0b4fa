import { exercise } from '../../commands/exercise/decider.ts';
import type { ExerciseReference } from '../../commands/unit/exercises/asked-exercise.ts';
import { documentOf } from '../../documents/presence.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import { modeOf } from '../../events/values.ts';
import { mapConcurrently } from '../../use-cases/map-concurrently.ts';
import type { Dependencies } from '../dependencies.ts';

/** The account whose own exercises may be linked; null for links to the catalogue only. */
type Linking = Readonly<{ account: Readonly<{ id: AccountId }> | null }>;

/**
 * The name, default mode and muscles of an exercise that the caller may link an entry to. `deleted` if it was such an
 * exercise and is deleted; null if it does not exist or the caller may not know of it. Entries keep a copy of the name,
 * and units also one of the muscles, so that they remain when the exercise is deleted.
 */
export async function referenceOf(
  deps: Dependencies,
  { account }: Linking,
  id: ExerciseId | null,
): Promise<ExerciseReference> {
  if (id === null) return null;
  const presence = await deps.readAggregate(exercise, id);
  if (presence.kind === 'gone') {
    const owner = await deps.readOwner(exercise, id);
    return owner === 'system' || owner === account?.id ? 'deleted' : null;
  }
  const document = documentOf(presence);
  const isVisible = document?.isSystem || (account !== null && document?.createdBy === account.id);
  if (!document || !isVisible) return null;
  const { name, metrics, primaryMuscles, secondaryMuscles } = document;
  return { name, mode: modeOf(metrics), primaryMuscles, secondaryMuscles };
}

const concurrency = 8;

/** The references of several exercises by their ids. */
export async function referencesOf(
  deps: Dependencies,
  linking: Linking,
  ids: readonly (ExerciseId | null)[],
): Promise<ReadonlyMap<ExerciseId | null, ExerciseReference>> {
  const references = await mapConcurrently([...new Set(ids)], concurrency, async (id) => {
    return [id, await referenceOf(deps, linking, id)] as const;
  });
  return new Map(references);
}
