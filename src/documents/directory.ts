import { assertNever } from '../errors.ts';
import type { DirectoryEvent } from '../events/directory.ts';
import type { Fact } from '../events/event.ts';

export type DirectoryItem = Readonly<{ id: number; name: string; anatomicalName: string | null }>;

type Names = Omit<DirectoryItem, 'id'>;

/** One directory. */
export type DirectoryDocument = Readonly<{
  items: readonly DirectoryItem[];
  /** The highest number that was ever given; removed ones do not come back. */
  highest: number;
  /** Which item the last event was about. */
  latest: number | null;
  /** Names as the seeds gave them last, by number, whatever became of the items since. */
  seeded: Readonly<Record<number, Names>>;
}>;

export const emptyDirectory: DirectoryDocument = { items: [], highest: 0, latest: null, seeded: {} };

/** Folds one fact into the directory. */
export function foldDirectory(directory: DirectoryDocument, fact: Fact<DirectoryEvent>): DirectoryDocument {
  const { type, data } = fact;
  const { itemId } = data;
  const others = directory.items.filter(({ id }) => id !== itemId);
  const moved = { ...directory, latest: itemId };
  switch (type) {
    case 'DirectoryItemAdded':
    case 'DirectoryItemRenamed': {
      const { name, anatomicalName } = data;
      const bySeed = fact.metadata.actor.via === 'seed';
      const seeded = seededBy(directory, itemId, { name, anatomicalName });
      return {
        ...moved,
        items: [...others, { id: itemId, name, anatomicalName }],
        highest: Math.max(directory.highest, itemId),
        seeded: bySeed ? { ...directory.seeded, [itemId]: seeded } : directory.seeded,
      };
    }
    case 'DirectoryItemRemoved':
      return { ...moved, items: others };
    default:
      return assertNever(type);
  }
}

/** What the seeds have changed is theirs now; the rest of a renaming by them is what stood, which others may have written. */
function seededBy({ items, seeded }: DirectoryDocument, itemId: number, names: Names): Names {
  const [item, earlier] = [items.find(({ id }) => id === itemId), seeded[itemId]];
  if (!item || !earlier) return names;
  return {
    name: names.name === item.name ? earlier.name : names.name,
    anatomicalName: names.anatomicalName === item.anatomicalName ? earlier.anatomicalName : names.anatomicalName,
  };
}
