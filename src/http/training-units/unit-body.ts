import type { ReferenceLists } from '../../commands/exercise/references.ts';
import type { UnitDocument, UnitExerciseDocument } from '../../documents/unit.ts';
import type { Muscles } from '../../events/exercise.ts';
import type { Dependencies } from '../dependencies.ts';

type NamedMuscles = Readonly<Record<keyof Muscles, readonly Readonly<{ id: number; name: string }>[]>>;
type UnitExerciseBody = Omit<UnitExerciseDocument, keyof Muscles> & NamedMuscles;
/** The response body that shows a training unit: its document with the names of the muscles. */
export type UnitBody = Omit<UnitDocument, 'exercises'> & Readonly<{ exercises: readonly UnitExerciseBody[] }>;

/** Converts the document of a unit into a response body: adds the names of muscles, leaves out deleted ones. */
export function unitBodyOf(document: UnitDocument, { muscleGroups }: Pick<ReferenceLists, 'muscleGroups'>): UnitBody {
  const names = new Map(muscleGroups.items.map(({ id, name }) => [id, name]));
  const named = (ids: readonly number[]) =>
    ids.flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ id, name }];
    });
  const exercises = document.exercises.map((each) => ({
    ...each,
    primaryMuscles: named(each.primaryMuscles),
    secondaryMuscles: named(each.secondaryMuscles),
  }));
  return { ...document, exercises };
}

/** The response body of a unit after a command. */
export const readUnitBody = async (
  { readReferenceLists }: Pick<Dependencies, 'readReferenceLists'>,
  document: UnitDocument,
): Promise<UnitBody> => unitBodyOf(document, await readReferenceLists());

/** The document that a response body shows, without deleted muscles. */
export const unitOfBody = (text: string | Buffer): UnitDocument => {
  const body = JSON.parse(text.toString()) as UnitBody;
  const idsOf = (muscles: NamedMuscles[keyof Muscles]) => muscles.map(({ id }) => id);
  const exercises = body.exercises.map((each) => ({
    ...each,
    primaryMuscles: idsOf(each.primaryMuscles),
    secondaryMuscles: idsOf(each.secondaryMuscles),
  }));
  return { ...body, exercises };
};
