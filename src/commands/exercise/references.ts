import type { Content } from '../../documents/exercise.ts';
import type { ReferenceListDocument } from '../../documents/reference-list.ts';
import { DomainError } from '../../errors.ts';
import type { ReferenceListKind } from '../../events/values.ts';

export type ReferenceLists = Readonly<Record<ReferenceListKind, ReferenceListDocument>>;

/**
 * A command that people send, not the seed data. It contains the current reference lists, so that the decider can check
 * the item numbers.
 */
export type WithReferenceLists<Type extends string, Data> = Readonly<{
  type: Type;
  data: Data;
  referenceLists: ReferenceLists;
}>;

/** The reference list to which the item numbers in each member of an exercise's content refer. */
export const references = {
  primaryMuscles: 'muscleGroups',
  secondaryMuscles: 'muscleGroups',
  equipment: 'equipment',
  tags: 'exerciseTags',
} as const satisfies Partial<Record<keyof Content, ReferenceListKind>>;

/** Refuses the content of an exercise if it refers to an item number that its reference list does not contain. */
export function checkReferences(lists: ReferenceLists, part: Partial<Content>): void {
  for (const [member, kind] of Object.entries(references) as [keyof typeof references, ReferenceListKind][]) {
    const known = new Set(lists[kind].items.map(({ id }) => id));
    const unknown = part[member]?.find((id) => !known.has(id));
    if (unknown !== undefined) throw new DomainError('item-not-found', `Unknown item ${unknown} in ${member}.`);
  }
}
