import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { ReferenceListEvent } from '../events/reference-list.ts';
import { givenBySeeds } from './seeded.ts';

export type ReferenceListItem = Readonly<{ id: number }> & DirectoryNames;
export type DirectoryNames = Readonly<{ name: string; anatomicalName: string | null }>;

/** One directory. */
export type ReferenceListDocument = Readonly<{
  items: readonly ReferenceListItem[];
  /** The highest number that was ever given; removed ones do not come back. */
  highest: number;
  /** Which item the last event was about. */
  latest: number | null;
  /** Names as the seeds gave them last, by number, whatever became of the items since. */
  seeded: Readonly<Record<number, DirectoryNames>>;
}>;

export const emptyReferenceList: ReferenceListDocument = { items: [], highest: 0, latest: null, seeded: {} };

/** Folds one fact into the directory. */
export function foldReferenceList(
  directory: ReferenceListDocument,
  fact: StreamEvent<ReferenceListEvent>,
): ReferenceListDocument {
  const { type, data } = fact;
  const { itemId } = data;
  const others = directory.items.filter(({ id }) => id !== itemId);
  const moved = { ...directory, latest: itemId };
  switch (type) {
    case 'DirectoryItemAdded':
    case 'DirectoryItemRenamed': {
      const { name, anatomicalName } = data;
      const adopted = type === 'DirectoryItemRenamed' ? data.adopted : undefined;
      const before = directory.items.find(({ id }) => id === itemId);
      return {
        ...moved,
        items: [...others, { id: itemId, name, anatomicalName }],
        highest: Math.max(directory.highest, itemId),
        seeded:
          fact.metadata.actor.via === 'seed'
            ? { ...directory.seeded, [itemId]: given(directory, before, { name, anatomicalName }, adopted) }
            : directory.seeded,
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
  names: DirectoryNames,
  adopted: readonly (keyof DirectoryNames)[] = [],
): DirectoryNames {
  return before ? givenBySeeds<DirectoryNames>(seeded[before.id] ?? null, before, names, adopted) : names;
}
