import type { ReferenceLists } from '../commands/exercise/references.ts';
import { replay } from '../documents/presence.ts';
import { type ReferenceListPresence, referenceListFold } from '../documents/reference-list.ts';
import { streamOf } from '../events/streams.ts';
import { type ReferenceListKind, referenceListKinds } from '../events/values.ts';
import type { EventStore } from '../ports/event-store.ts';

type ListAtRevision = Readonly<{ list: ReferenceListPresence; revision: number }>;

/**
 * Creates a function that reads the three reference lists from their streams. It keeps them in memory, so the next call
 * reads only later events.
 */
export const createReadReferenceLists = (store: EventStore) => {
  const cache = new Map<ReferenceListKind, ListAtRevision>();
  const read = async (kind: ReferenceListKind) => {
    const cached = cache.get(kind) ?? { list: referenceListFold.initial, revision: -1 };
    const events = await store.read(streamOf('directory', kind), cached.revision);
    const list = replay(referenceListFold, events, cached.list);
    const revision = events.at(-1)?.revision ?? cached.revision;
    // A parallel read may have stored a later revision, which must not be replaced by an older one.
    if (revision >= (cache.get(kind)?.revision ?? -1)) cache.set(kind, { list, revision });
    return [kind, list.document] as const;
  };
  return async (): Promise<ReferenceLists> =>
    Object.fromEntries(await Promise.all(referenceListKinds.map(read))) as ReferenceLists;
};
