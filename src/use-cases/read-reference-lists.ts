import type { ReferenceLists } from '../commands/exercise/references.ts';
import { replay } from '../documents/presence.ts';
import { type ReferenceListPresence, referenceListFold } from '../documents/reference-list.ts';
import type { ReferenceListKind } from '../events/values.ts';
import type { EventStore } from '../ports/event-store.ts';

const kinds = ['muscleGroups', 'equipment', 'exerciseTags'] as const satisfies readonly ReferenceListKind[];

/** The three directories as the log tells them now. What was read before is folded on. */
export const createReadReferenceLists = (store: EventStore) => {
  const known = new Map<ReferenceListKind, Readonly<{ list: ReferenceListPresence; revision: number }>>();
  const read = async (kind: ReferenceListKind) => {
    const before = known.get(kind) ?? { list: referenceListFold.initial, revision: -1 };
    const events = await store.read(`directory-${kind}`, before.revision);
    const list = replay(referenceListFold, events, before.list);
    const revision = events.at(-1)?.revision ?? before.revision;
    if (revision >= (known.get(kind)?.revision ?? -1)) known.set(kind, { list, revision });
    return [kind, list.document] as const;
  };
  return async (): Promise<ReferenceLists> => Object.fromEntries(await Promise.all(kinds.map(read))) as ReferenceLists;
};
