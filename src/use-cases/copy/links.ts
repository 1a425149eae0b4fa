import type { Context } from '../../commands/context.ts';
import { exercise as decider } from '../../commands/exercise/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import type { ExerciseId } from '../../events/ids.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { CopyPorts } from './copy-request.ts';
import { copyExercises } from './own-exercises.ts';

/** The exercise to which a copy links, for the link of its source. If it is null, the copy keeps only the name. */
export type Links = (id: ExerciseId | null) => ExerciseId | null;
type Linking = Pick<UnitDocument, 'userId' | 'exercises'>;

const concurrency = 8;

/**
 * The links of copies of units of another account. Own exercises of that account are copied first. Exercises that it has
 * deleted become names.
 */
export async function createLinks(ports: CopyPorts, context: Context, units: readonly Linking[]): Promise<Links> {
  const found = await mapConcurrently(linkedIn(units), concurrency, async (id) =>
    documentOf(await ports.readAggregate(decider, id)),
  );
  const exercises = found.filter((each) => each !== null);
  const authors = new Set(units.map(({ userId }) => userId));
  const ofAuthors = exercises.filter(({ createdBy }) => createdBy !== null && authors.has(createdBy));
  const copies = await copyExercises(ports, context, ofAuthors);
  const readable = exercises.filter(({ isSystem, createdBy }) => isSystem || createdBy === context.by);
  const links = new Map<ExerciseId | null, ExerciseId>([...readable.map(({ id }) => [id, id] as const), ...copies]);
  return (id) => links.get(id) ?? null;
}

/** The exercises that units are linked to, each once, in the order of the units. */
function linkedIn(units: readonly Linking[]): readonly ExerciseId[] {
  const ids = units.flatMap(({ exercises }) =>
    exercises.flatMap(({ exerciseId, alternatives }) => [exerciseId, ...alternatives.map((each) => each.exerciseId)]),
  );
  return [...new Set(ids)].filter((id) => id !== null);
}
