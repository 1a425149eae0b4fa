import type { ReferenceLists } from '../commands/exercise/references.ts';
import { emptyReferenceList, foldReferenceList, type ReferenceListDocument } from '../documents/reference-list.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { ReferenceListEvent } from '../events/reference-list.ts';
import type { ReferenceListKind } from '../events/values.ts';
import type { EventStore } from '../ports/event-store.ts';

const kinds = ['muscleGroups', 'equipment', 'exerciseTags'] as const satisfies readonly ReferenceListKind[];

/** The three directories as the log tells them now. What was read before is folded on. */
export const createReadReferenceLists = (store: EventStore) => {
  const known = new Map<ReferenceListKind, Readonly<{ document: ReferenceListDocument; revision: number }>>();
  const read = async (kind: ReferenceListKind) => {
    const before = known.get(kind) ?? { document: emptyReferenceList, revision: -1 };
    const events = (await store.read(
      `directory-${kind}`,
      before.revision,
    )) as readonly RecordedEvent<ReferenceListEvent>[];
    const document = events.reduce<ReferenceListDocument>(foldReferenceList, before.document);
    const revision = events.at(-1)?.revision ?? before.revision;
    if (revision >= (known.get(kind)?.revision ?? -1)) known.set(kind, { document, revision });
    return [kind, document] as const;
  };
  return async (): Promise<ReferenceLists> => Object.fromEntries(await Promise.all(kinds.map(read))) as ReferenceLists;
};
