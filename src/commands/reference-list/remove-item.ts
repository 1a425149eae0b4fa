import type { ReferenceListEvent } from '../../events/reference-list.ts';

export type RemoveItem = Readonly<{ type: 'RemoveItem'; data: Readonly<{ itemId: number }> }>;

export const removeItem = ({ data: { itemId } }: RemoveItem): ReferenceListEvent[] => [
  { type: 'DirectoryItemRemoved', data: { itemId } },
];
