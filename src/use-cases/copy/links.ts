import { exercise as decider } from '../../commands/exercise/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { CopyPorts } from './copy-request.ts';

/** The exercise to which a copy links, for the link of its source. Null leaves the name. */
export type Links = (id: ExerciseId | null) => ExerciseId | null;

const concurrency = 8;

/**
 * The links of copies of units of another account. Links to own exercises of that account become names only, because the
 * account that copies cannot read these exercises.
 */
export async function createLinks(
  { readAggregate }: Pick<CopyPorts, 'readAggregate'>,
  units: readonly Pick<UnitDocument, 'exercises'>[],
  by: AccountId,
): Promise<Links> {
  const known = await mapConcurrently(linkedIn(units), concurrency, async (id) => {
    const document = documentOf(await readAggregate(decider, id));
    return [id, document?.isSystem || document?.createdBy === by ? id : null] as const;
  });
  const links = new Map<ExerciseId | null, ExerciseId | null>(known);
  return (id) => links.get(id) ?? null;
}

/** The exercises that units are linked to, each once, in the order of the units. */
function linkedIn(units: readonly Pick<UnitDocument, 'exercises'>[]): readonly ExerciseId[] {
  const ids = units.flatMap(({ exercises }) =>
    exercises.flatMap(({ exerciseId, alternatives }) => [exerciseId, ...alternatives.map((each) => each.exerciseId)]),
  );
  return [...new Set(ids)].filter((id) => id !== null);
}
