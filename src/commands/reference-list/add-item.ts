import type { ReferenceListDocument } from '../../documents/reference-list.ts';
import { DomainError } from '../../errors.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import { itemId as itemIds, seededItemId } from '../../events/values.ts';
import { checkNames, normalised } from './state.ts';

/**
 * Adds an item to a reference list. `name` is as the superuser typed it. The item gets the next free number above the
 * numbers kept for the seed data.
 */
export type AddItem = Readonly<{ type: 'AddItem'; data: Readonly<{ name: string; anatomicalName?: string | null }> }>;

export function addItem({ data }: AddItem, list: ReferenceListDocument): ReferenceListEvent[] {
  const itemId = Math.max(list.highest, seededItemId.max) + 1;
  if (itemId > itemIds.max) throw new DomainError('directory-full', 'No numbers are left for new items.');
  const names = { name: normalised(data.name), anatomicalName: data.anatomicalName ?? null };
  checkNames(list, itemId, names);
  return [{ type: 'DirectoryItemAdded', data: { itemId, ...names } }];
}
