import { type ReferenceListPresence, referenceListFold } from '../../documents/reference-list.ts';
import { assertNever } from '../../errors.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import type { Decider } from '../decider.ts';
import { type AddItem, addItem } from './add-item.ts';
import { type RemoveItem, removeItem } from './remove-item.ts';
import { type RenameItem, renameItem } from './rename-item.ts';
import { type SeedItem, seedItem } from './seed-item.ts';
import { itemOf } from './state.ts';

export type ReferenceListCommand = AddItem | RenameItem | RemoveItem | SeedItem;

type List = ReferenceListPresence;

/**
 * The decider of a reference list. The streams are named after the older word `directory`, because stream names are
 * stored for ever.
 */
export const referenceList: Decider<List, ReferenceListCommand, ReferenceListEvent, List> = {
  ...referenceListFold,
  category: 'directory',
  admit(command, { document }) {
    if (command.type === 'RenameItem' || command.type === 'RemoveItem') itemOf(document, command.data.itemId);
  },
  decide(command, { document }) {
    switch (command.type) {
      case 'AddItem':
        return addItem(command, document);
      case 'RenameItem':
        return renameItem(command, document);
      case 'RemoveItem':
        return removeItem(command);
      case 'SeedItem':
        return seedItem(command, document);
      default:
        return assertNever(command);
    }
  },
  presence: (list) => list,
  occurredAt: () => null,
  claims: () => [],
};
