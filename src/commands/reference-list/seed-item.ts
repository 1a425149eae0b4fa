import type { ItemNames, ReferenceListDocument, ReferenceListItem } from '../../documents/reference-list.ts';
import { mergeSeed } from '../../documents/seeded.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import { seededItemId } from '../../events/values.ts';
import { checkInteger } from '../checks.ts';
import { checkNames } from './state.ts';

/**
 * Adds or updates a reference-list item from the seed data. Keeps what people have changed, and never restores a
 * removed item.
 */
export type SeedItem = Readonly<{ type: 'SeedItem'; data: ReferenceListItem }>;

export function seedItem({ data }: SeedItem, list: ReferenceListDocument): ReferenceListEvent[] {
  const { id: itemId, name, anatomicalName } = data;
  const seeded = list.seeded[itemId];
  if (!seeded) {
    checkInteger('id', itemId, seededItemId);
    checkNames(list, itemId, { name, anatomicalName });
    return [{ type: 'DirectoryItemAdded', data: { itemId, name, anatomicalName } }];
  }
  const item = list.items.find(({ id }) => id === itemId);
  const merged = item && mergeSeed<ItemNames>(seeded, namesOf(item), { name, anatomicalName });
  if (!merged) return [];
  const { content, adopted } = merged;
  checkNames(list, itemId, content);
  const renamed = { itemId, ...content };
  return [{ type: 'DirectoryItemRenamed', data: adopted.length > 0 ? { ...renamed, adopted } : renamed }];
}

const namesOf = ({ name, anatomicalName }: ReferenceListItem): ItemNames => ({ name, anatomicalName });
