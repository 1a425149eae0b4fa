import { type DirectoryDocument, emptyDirectory, foldDirectory } from '../../documents/directory.ts';
import type { Content } from '../../documents/exercise.ts';
import { DomainError } from '../../errors.ts';
import type { DirectoryEvent, DirectoryKind } from '../../events/directory.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { EventStore } from '../../ports/event-store.ts';

export type Directories = Readonly<Record<DirectoryKind, DirectoryDocument>>;

const kinds = ['muscleGroups', 'equipment', 'exerciseTags'] as const satisfies readonly DirectoryKind[];

/** The three directories as the log tells them now. What was read before is folded on. */
export const directoriesIn = (store: EventStore) => {
  const known = new Map<DirectoryKind, Readonly<{ document: DirectoryDocument; revision: number }>>();
  const read = async (kind: DirectoryKind) => {
    const before = known.get(kind) ?? { document: emptyDirectory, revision: -1 };
    const events = (await store.read(`directory-${kind}`, before.revision)) as readonly RecordedEvent<DirectoryEvent>[];
    const document = events.reduce<DirectoryDocument>(foldDirectory, before.document);
    const revision = events.at(-1)?.revision ?? before.revision;
    if (revision >= (known.get(kind)?.revision ?? -1)) known.set(kind, { document, revision });
    return [kind, document] as const;
  };
  return async (): Promise<Directories> => Object.fromEntries(await Promise.all(kinds.map(read))) as Directories;
};

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
