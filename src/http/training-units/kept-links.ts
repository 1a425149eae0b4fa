import type { UnitDocument, UnitExerciseDocument } from '../../documents/unit.ts';
import type { ExerciseId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { readLinked } from './asked-exercises.ts';
import type { NewExercise } from './exercise-requests.ts';

type Link = Readonly<{ exerciseId: ExerciseId | null }>;

/**
 * The exercises of a body with their links. Responses show null instead of the id of a deleted exercise. So null in a
 * body keeps the earlier link if its exercise was deleted. The earlier link is that of the unit exercise with the same
 * id, or of the alternative with the same name.
 */
export async function withKeptLinks(
  deps: Dependencies,
  caller: Caller,
  before: UnitDocument | null,
  exercises: readonly NewExercise[],
): Promise<readonly NewExercise[]> {
  const earlier = new Map(before?.exercises.map((each) => [each.id, each]));
  const dropped = exercises.flatMap((each) => droppedLinks(each, each.id && earlier.get(each.id)));
  const references = await readLinked(deps, caller, dropped, before?.id ?? null);
  const keep = <Item extends Link>(item: Item, known: Link | undefined): Item =>
    item.exerciseId === null && known && references.get(known.exerciseId) === 'deleted'
      ? { ...item, exerciseId: known.exerciseId }
      : item;
  return exercises.map((each) => {
    const known = each.id && earlier.get(each.id);
    if (!known) return each;
    const alternatives = each.alternatives.map((item) => keep(item, alternativeOf(known, item.name)));
    return keep({ ...each, alternatives }, known);
  });
}

const alternativeOf = ({ alternatives }: UnitExerciseDocument, name: string | undefined) =>
  alternatives.find((each) => each.name === name);

/** The links that an exercise had and that the body shows as null. */
function droppedLinks(exercise: NewExercise, known: UnitExerciseDocument | '' | undefined): readonly ExerciseId[] {
  if (!known) return [];
  const pairs: readonly (readonly [Link, Link | undefined])[] = [
    [exercise, known],
    ...exercise.alternatives.map((item) => [item, alternativeOf(known, item.name)] as const),
  ];
  return pairs.flatMap(([item, link]) => (item.exerciseId === null && link?.exerciseId ? [link.exerciseId] : []));
}
