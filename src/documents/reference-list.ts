import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { ReferenceListEvent } from '../events/reference-list.ts';
import type { Fold, Present } from './presence.ts';
import { isBySeed, seededContentAfter } from './seeded.ts';

export type ReferenceListItem = Readonly<{ id: number }> & ItemNames;
export type ItemNames = Readonly<{ name: string; anatomicalName: string | null }>;

export type ReferenceListDocument = Readonly<{
  items: readonly ReferenceListItem[];
  /** The highest number that an item has or had; numbers of removed items are not used again. */
  highest: number;
  /** The number of the item that the last event concerns; null before the first event. */
  latest: number | null;
  /** By item number: the names that the seed data last set, also of items that people have renamed or removed since. */
  seeded: Readonly<Record<number, ItemNames>>;
}>;

/** A reference list exists from the beginning, without items. */
export type ReferenceListPresence = Present<ReferenceListDocument>;

export const referenceListFold: Fold<ReferenceListPresence, ReferenceListEvent> = {
  initial: { kind: 'present', document: { items: [], highest: 0, latest: null, seeded: {} } },
  evolve: (list, event) => ({ kind: 'present', document: foldReferenceList(list.document, event) }),
};

function foldReferenceList(list: ReferenceListDocument, event: StreamEvent<ReferenceListEvent>): ReferenceListDocument {
  const { type, data } = event;
  const { itemId } = data;
  const others = list.items.filter(({ id }) => id !== itemId);
  switch (type) {
    case 'DirectoryItemAdded':
    case 'DirectoryItemRenamed': {
      const { name, anatomicalName } = data;
      return {
        ...list,
        latest: itemId,
        items: [...others, { id: itemId, name, anatomicalName }],
        highest: Math.max(list.highest, itemId),
        seeded: isBySeed(event) ? { ...list.seeded, [itemId]: seededNames(list, data) } : list.seeded,
      };
    }
    case 'DirectoryItemRemoved':
      return { ...list, latest: itemId, items: others };
    default:
      return assertNever(type);
  }
}

type Naming = Exclude<ReferenceListEvent, { type: 'DirectoryItemRemoved' }>['data'];

function seededNames({ items, seeded }: ReferenceListDocument, data: Naming): ItemNames {
  const names = { name: data.name, anatomicalName: data.anatomicalName };
  const before = items.find(({ id }) => id === data.itemId);
  const adopted = 'adopted' in data ? data.adopted : undefined;
  return before ? seededContentAfter<ItemNames>(seeded[before.id] ?? null, before, names, adopted) : names;
}
