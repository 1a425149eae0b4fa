import type { ReferenceLists } from '../commands/exercise/references.ts';
import { emptyStream, headOf } from '../commands/loaded-stream.ts';
import { replay } from '../documents/presence.ts';
import { type ReferenceListPresence, referenceListFold } from '../documents/reference-list.ts';
import { streamOf } from '../events/streams.ts';
import { type ReferenceListKind, referenceListKinds } from '../events/values.ts';
import type { EventStore, Known } from '../ports/event-store.ts';

type ListAtRevision = Readonly<{ list: ReferenceListPresence; known: Known }>;

/**
 * Creates a function that reads the three reference lists from their streams. It keeps them in memory, so the next call
 * reads only later events.
 */
export const createReadReferenceLists = (store: EventStore) => {
  const cache = new Map<ReferenceListKind, ListAtRevision>();
  const read = async (kind: ReferenceListKind) => {
    const cached = cache.get(kind) ?? { list: referenceListFold.initial, known: emptyStream };
    const events = await store.read(streamOf('directory', kind), cached.known);
    const list = replay(referenceListFold, events, cached.list);
    const known = events.length > 0 ? headOf(events) : cached.known;
    // A parallel read may have stored a later revision, which must not be replaced by an older one.
    if (known.revision >= (cache.get(kind)?.known.revision ?? -1)) cache.set(kind, { list, known });
    return [kind, list.document] as const;
  };
  return async (): Promise<ReferenceLists> =>
    Object.fromEntries(await Promise.all(referenceListKinds.map(read))) as ReferenceLists;
};
