import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { ReferenceListEvent } from '../events/reference-list.ts';
import type { Fold, Present } from './presence.ts';
import { givenBySeeds } from './seeded.ts';

export type ReferenceListItem = Readonly<{ id: number }> & ItemNames;
export type ItemNames = Readonly<{ name: string; anatomicalName: string | null }>;

/** One directory. */
export type ReferenceListDocument = Readonly<{
  items: readonly ReferenceListItem[];
  /** The highest number that was ever given; removed ones do not come back. */
  highest: number;
  /** Which item the last event was about. */
  latest: number | null;
  /** Names as the seeds gave them last, by number, whatever became of the items since. */
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
  const moved = { ...list, latest: itemId };
  switch (type) {
    case 'DirectoryItemAdded':
    case 'DirectoryItemRenamed': {
      const { name, anatomicalName } = data;
      const adopted = type === 'DirectoryItemRenamed' ? data.adopted : undefined;
      const before = list.items.find(({ id }) => id === itemId);
      return {
        ...moved,
        items: [...others, { id: itemId, name, anatomicalName }],
        highest: Math.max(list.highest, itemId),
        seeded:
          event.metadata.actor.via === 'seed'
            ? { ...list.seeded, [itemId]: given(list, before, { name, anatomicalName }, adopted) }
            : list.seeded,
      };
    }
    case 'DirectoryItemRemoved':
      return { ...moved, items: others };
    default:
      return assertNever(type);
  }
}

function given(
  { seeded }: ReferenceListDocument,
  before: ReferenceListItem | undefined,
  names: ItemNames,
  adopted: readonly (keyof ItemNames)[] = [],
): ItemNames {
  return before ? givenBySeeds<ItemNames>(seeded[before.id] ?? null, before, names, adopted) : names;
}
