import type { Directories } from '../commands/exercise/references.ts';
import { type DirectoryDocument, emptyDirectory, foldDirectory } from '../documents/directory.ts';
import type { DirectoryEvent, DirectoryKind } from '../events/directory.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { EventStore } from '../ports/event-store.ts';

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
