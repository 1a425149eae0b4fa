import type { ReferenceLists } from '../commands/exercise/references.ts';
import { replay } from '../documents/presence.ts';
import { type ReferenceListPresence, referenceListFold } from '../documents/reference-list.ts';
import { streamOf } from '../events/streams.ts';
import { type ReferenceListKind, referenceListKinds } from '../events/values.ts';
import type { EventStore } from '../ports/event-store.ts';

type ListAtRevision = Readonly<{ list: ReferenceListPresence; revision: number }>;

/** Reads the three reference lists from their streams. Keeps them in memory and reads only later events the next time. */
export const createReadReferenceLists = (store: EventStore) => {
  const cache = new Map<ReferenceListKind, ListAtRevision>();
  const read = async (kind: ReferenceListKind) => {
    const cached = cache.get(kind) ?? { list: referenceListFold.initial, revision: -1 };
    const events = await store.read(streamOf('directory', kind), cached.revision);
    const list = replay(referenceListFold, events, cached.list);
    const revision = events.at(-1)?.revision ?? cached.revision;
    // A parallel read may have stored a later revision.
    if (revision >= (cache.get(kind)?.revision ?? -1)) cache.set(kind, { list, revision });
    return [kind, list.document] as const;
  };
  return async (): Promise<ReferenceLists> =>
    Object.fromEntries(await Promise.all(referenceListKinds.map(read))) as ReferenceLists;
};
