import type { DirectoryDocument } from '../../documents/directory.ts';
import type { Content } from '../../documents/exercise.ts';
import { DomainError } from '../../errors.ts';
import type { DirectoryKind } from '../../events/directory.ts';

export type Directories = Readonly<Record<DirectoryKind, DirectoryDocument>>;

/** What each list of numbers refers to. */
export const references = {
  primaryMuscles: 'muscleGroups',
  secondaryMuscles: 'muscleGroups',
  equipment: 'equipment',
  tags: 'exerciseTags',
} as const satisfies Partial<Record<keyof Content, DirectoryKind>>;

/** Refuses numbers that no item has. */
export function mustExist(directories: Directories, part: Partial<Content>): void {
  for (const [member, kind] of Object.entries(references) as [keyof typeof references, DirectoryKind][]) {
    const present = new Set(directories[kind].items.map(({ id }) => id));
    const unknown = part[member]?.find((id) => !present.has(id));
    if (unknown !== undefined) throw new DomainError('item-not-found', `There is no item ${unknown} for ${member}.`);
  }
}
