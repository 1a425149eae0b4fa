import type { ReferenceListDocument } from '../../documents/reference-list.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import { checkNames, itemOf, normalised } from './state.ts';

/**
 * Renames an item of a reference list. `name` is as the superuser typed it. An absent `anatomicalName` stays as it is.
 */
export type RenameItem = Readonly<{
  type: 'RenameItem';
  data: Readonly<{ itemId: number; name: string; anatomicalName?: string | null }>;
}>;

export function renameItem({ data }: RenameItem, list: ReferenceListDocument): ReferenceListEvent[] {
  const item = itemOf(list, data.itemId);
  const { anatomicalName = item.anatomicalName } = data;
  const names = { name: normalised(data.name), anatomicalName };
  if (names.name === item.name && names.anatomicalName === item.anatomicalName) return [];
  checkNames(list, item.id, names);
  return [{ type: 'DirectoryItemRenamed', data: { itemId: item.id, ...names } }];
}
