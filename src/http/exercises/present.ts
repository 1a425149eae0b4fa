import { type ReferenceLists, references } from '../../commands/exercise/references.ts';
import type { ExerciseDocument } from '../../documents/exercise.ts';
import type { ReferenceListKind } from '../../events/values.ts';

/** An exercise as clients see it: with the names of what describes it, and whole addresses of its pictures. */
export function presented(document: ExerciseDocument, directories: ReferenceLists, imageBase: string): object {
  const named = (member: keyof typeof references, kind: ReferenceListKind) => {
    const names = new Map(directories[kind].items.map(({ id, name }) => [id, name]));
    return document[member].flatMap((id) => (names.has(id) ? [{ id, name: names.get(id) }] : []));
  };
  const lists = Object.entries(references) as [keyof typeof references, ReferenceListKind][];
  const address = (path: string | null) => path && `${imageBase}/exercises${path}`;
  return {
    ...document,
    ...Object.fromEntries(lists.map(([member, kind]) => [member, named(member, kind)])),
    imagePathStart: address(document.imagePathStart),
    imagePathEnd: address(document.imagePathEnd),
  };
}
