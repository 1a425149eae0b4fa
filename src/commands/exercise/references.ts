import type { Content } from '../../documents/exercise.ts';
import type { ReferenceListDocument } from '../../documents/reference-list.ts';
import { DomainError } from '../../errors.ts';
import type { ReferenceListKind } from '../../events/values.ts';

export type ReferenceLists = Readonly<Record<ReferenceListKind, ReferenceListDocument>>;

/** What each list of numbers refers to. */
export const references = {
  primaryMuscles: 'muscleGroups',
  secondaryMuscles: 'muscleGroups',
  equipment: 'equipment',
  tags: 'exerciseTags',
} as const satisfies Partial<Record<keyof Content, ReferenceListKind>>;

/** Refuses numbers that no item has. */
export function mustExist(directories: ReferenceLists, part: Partial<Content>): void {
  for (const [member, kind] of Object.entries(references) as [keyof typeof references, ReferenceListKind][]) {
    const present = new Set(directories[kind].items.map(({ id }) => id));
    const unknown = part[member]?.find((id) => !present.has(id));
    if (unknown !== undefined) throw new DomainError('item-not-found', `There is no item ${unknown} for ${member}.`);
  }
}
