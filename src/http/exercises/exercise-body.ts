import { type ReferenceLists, references } from '../../commands/exercise/references.ts';
import type { ExerciseDocument } from '../../documents/exercise.ts';
import type { ExerciseId, Instant } from '../../events/ids.ts';
import type { ReferenceListKind } from '../../events/values.ts';

type Named = Readonly<{ id: number; name: string }>;
type NamedLists = Readonly<Record<keyof typeof references, readonly Named[]>>;
/** The response body that shows an exercise: its document with the names of its reference-list items. */
export type ExerciseBody = Omit<ExerciseDocument, keyof NamedLists | 'archivedAt' | 'copyOf'> &
  NamedLists &
  Readonly<{ archivedAt: Instant | null; copyOf: ExerciseId | null }>;

/**
 * Converts an exercise document into a response body: adds the names of muscles, equipment and tags, leaves out deleted
 * reference-list items, and makes image paths absolute URLs.
 */
export function exerciseBodyOf(document: ExerciseDocument, lists: ReferenceLists, imageBase: string): ExerciseBody {
  const named = (member: keyof typeof references): readonly Named[] => {
    const kind: ReferenceListKind = references[member];
    const names = new Map(lists[kind].items.map(({ id, name }) => [id, name]));
    return document[member].flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ id, name }];
    });
  };
  const address = (path: string | null) => path && `${imageBase}/exercises${path}`;
  return {
    ...document,
    archivedAt: document.archivedAt ?? null,
    copyOf: document.copyOf ?? null,
    primaryMuscles: named('primaryMuscles'),
    secondaryMuscles: named('secondaryMuscles'),
    equipment: named('equipment'),
    tags: named('tags'),
    imagePathStart: address(document.imagePathStart),
    imagePathEnd: address(document.imagePathEnd),
  };
}
