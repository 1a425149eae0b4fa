import { assertNever } from '../errors.ts';
import type { DirectoryEvent } from '../events/directory.ts';
import type { Fact } from '../events/event.ts';

export type DirectoryItem = Readonly<{ id: number; name: string; anatomicalName: string | null }>;

/** One directory. */
export type DirectoryDocument = Readonly<{
  items: readonly DirectoryItem[];
  /** The highest number that was ever given; removed ones do not come back. */
  highest: number;
  /** Which item the last event was about. */
  latest: number | null;
  /** Names as the seeds gave them last, by number, whatever became of the items since. */
  seeded: Readonly<Record<number, Omit<DirectoryItem, 'id'>>>;
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
      return {
        ...moved,
        items: [...others, { id: itemId, name, anatomicalName }],
        highest: Math.max(directory.highest, itemId),
        seeded: bySeed ? { ...directory.seeded, [itemId]: { name, anatomicalName } } : directory.seeded,
      };
    }
    case 'DirectoryItemRemoved':
      return { ...moved, items: others };
    default:
      return assertNever(type);
  }
}
