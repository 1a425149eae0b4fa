import type { ItemNames, ReferenceListDocument, ReferenceListItem } from '../../documents/reference-list.ts';
import { DomainError, invalid, notFound } from '../../errors.ts';
import { anatomicalNameLength, itemNameLength } from '../../events/values.ts';
import { checkName, checkNotes } from '../checks.ts';

export function itemOf({ items }: ReferenceListDocument, id: number): ReferenceListItem {
  const item = items.find((each) => each.id === id);
  if (!item) throw notFound('item');
  return item;
}

/** Refuses names of an item that break the rules of events/values.ts, and a name that another item of the list has. */
export function checkNames(
  { items }: ReferenceListDocument,
  itemId: number,
  { name, anatomicalName }: ItemNames,
): void {
  checkName('name', name, itemNameLength);
  checkNotes('anatomicalName', anatomicalName, anatomicalNameLength);
  if (items.some((item) => item.name === name && item.id !== itemId)) {
    throw new DomainError('item-name-taken', 'An item already has this name.');
  }
}

/**
 * The form in which item names are stored and compared: trimmed, in lower case, with single spaces and composed
 * characters.
 */
export function normalised(name: string): string {
  const text = name.trim().replace(/\s+/g, ' ').toLowerCase().normalize('NFC');
  if (text === '') throw invalid('name', 'The name is blank.', 'string_too_short');
  return text;
}
