import {
  type ItemNames,
  type ReferenceListDocument,
  type ReferenceListItem,
  type ReferenceListPresence,
  referenceListFold,
} from '../../documents/reference-list.ts';
import { mergeSeed } from '../../documents/seeded.ts';
import { assertNever, DomainError, invalid, notFound } from '../../errors.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import { itemId as possibleItemId, seededItemId } from '../../events/values.ts';
import type { Decider } from '../decider.ts';

type Names = Readonly<{ name: string; anatomicalName?: string | null }>;

/** Names are as typed; uniqueness is on what becomes of them. */
export type ReferenceListCommand =
  | Readonly<{ type: 'AddItem'; data: Names }>
  | Readonly<{ type: 'RenameItem'; data: Names & { itemId: number } }>
  | Readonly<{ type: 'RemoveItem'; data: { itemId: number } }>
  /** Brings one item to what the seeds say, unless it was removed; what others have changed since stays where the seeds did not. */
  | Readonly<{ type: 'SeedItem'; data: ReferenceListItem }>;

/** Muscle groups, equipment or tags. */
export const referenceList: Decider<
  ReferenceListPresence,
  ReferenceListCommand,
  ReferenceListEvent,
  ReferenceListPresence
> = {
  category: 'directory',
  ...referenceListFold,
  admit(command, { document: state }) {
    if (command.type === 'RenameItem' || command.type === 'RemoveItem') itemOf(state, command.data.itemId);
  },
  decide(command, { document: state }): ReferenceListEvent[] {
    switch (command.type) {
      case 'AddItem':
        return add(state, command.data);
      case 'RenameItem': {
        const { itemId, anatomicalName } = command.data;
        const item = itemOf(state, itemId);
        return rename(state, item, {
          name: normalised(command.data.name),
          anatomicalName: anatomicalName === undefined ? item.anatomicalName : anatomicalName,
        });
      }
      case 'RemoveItem':
        return [{ type: 'DirectoryItemRemoved', data: { itemId: command.data.itemId } }];
      case 'SeedItem':
        return seed(state, command.data);
      default:
        return assertNever(command);
    }
  },
  presence: (list) => list,
  occurredAt: () => null,
  claims: () => [],
};

function add(state: ReferenceListDocument, { name: typed, anatomicalName = null }: Names): ReferenceListEvent[] {
  const itemId = Math.max(state.highest, seededItemId.max) + 1;
  if (itemId > possibleItemId.max) throw new DomainError('directory-full', 'There are no numbers left for new items.');
  const name = free(state, itemId, normalised(typed));
  return [{ type: 'DirectoryItemAdded', data: { itemId, name, anatomicalName } }];
}

function rename(state: ReferenceListDocument, item: ReferenceListItem, to: ItemNames): ReferenceListEvent[] {
  const { name, anatomicalName } = to;
  if (name === item.name && anatomicalName === item.anatomicalName) return [];
  return [
    { type: 'DirectoryItemRenamed', data: { itemId: item.id, name: free(state, item.id, name), anatomicalName } },
  ];
}

function seed(state: ReferenceListDocument, { id, name, anatomicalName }: ReferenceListItem): ReferenceListEvent[] {
  const gave = state.seeded[id];
  if (!gave) {
    return [{ type: 'DirectoryItemAdded', data: { itemId: id, name: free(state, id, name), anatomicalName } }];
  }
  const item = state.items.find((each) => each.id === id);
  const merged = item && mergeSeed<ItemNames>(gave, namesOf(item), { name, anatomicalName });
  if (!merged) return [];
  const { content, adopted } = merged;
  const data = { itemId: id, ...content, name: free(state, id, content.name) };
  return [{ type: 'DirectoryItemRenamed', data: adopted.length > 0 ? { ...data, adopted } : data }];
}

const namesOf = ({ name, anatomicalName }: ReferenceListItem): ItemNames => ({ name, anatomicalName });

function itemOf({ items }: ReferenceListDocument, id: number): ReferenceListItem {
  const item = items.find((each) => each.id === id);
  if (!item) throw notFound('item');
  return item;
}

function free({ items }: ReferenceListDocument, itemId: number, name: string): string {
  if (items.some((item) => item.name === name && item.id !== itemId)) {
    throw new DomainError('item-name-taken', 'There is an item of this name already.');
  }
  return name;
}

/** Outer blanks off, inner runs of blanks to one, lower case; one spelling of what may be written in two. */
function normalised(name: string): string {
  const text = name.trim().replace(/\s+/g, ' ').toLowerCase().normalize('NFC');
  if (text === '') throw invalid('name', 'A name is not blank.', 'string_too_short');
  return text;
}
