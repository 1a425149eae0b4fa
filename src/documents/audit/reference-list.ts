import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import {
  type ReferenceListDocument,
  type ReferenceListItem,
  type ReferenceListPresence,
  referenceListFold,
} from '../reference-list.ts';
import type { Around, Audit } from './audit.ts';
import { itemDifferences } from './items.ts';
import { aboutChange, aboutParts, changedParts, type Part, quoted } from './words.ts';

/** How the history of a reference list is told. */
export const referenceListAudit: Audit<ReferenceListEvent, ReferenceListDocument, ReferenceListPresence> = {
  fold: referenceListFold,
  sentence,
  differences,
};

const parts: readonly Part<ReferenceListItem>[] = [
  ['name', ({ name }) => quoted(name)],
  ['anatomical name', ({ anatomicalName }) => quoted(anatomicalName)],
];

function sentence(event: StreamEvent<ReferenceListEvent>, { before, after }: Around<ReferenceListDocument>): string {
  const { itemId } = event.data;
  const old = before?.items.find(({ id }) => id === itemId);
  switch (event.type) {
    case 'DirectoryItemAdded':
      return `Item ${itemId} added: ${quoted(event.data.name)}`;
    case 'DirectoryItemRenamed': {
      const current = after?.items.find(({ id }) => id === itemId);
      return aboutChange(`Item ${itemId}`, parts, old, current);
    }
    case 'DirectoryItemRemoved':
      return `Item ${itemId} removed${old ? `: ${quoted(old.name)}` : ''}`;
    default:
      return assertNever(event);
  }
}

function differences(before: ReferenceListDocument, after: ReferenceListDocument): readonly string[] {
  return itemDifferences(sorted(before.items), sorted(after.items), {
    added: ({ id, name }) => `Item ${id} added: ${quoted(name)}`,
    removed: ({ id, name }) => `Item ${id} removed: ${quoted(name)}`,
    changed: (old, current) => {
      const changed = changedParts(parts, old, current);
      return changed.length === 0 ? [] : [aboutParts(`Item ${old.id}`, changed)];
    },
    reordered: () => 'The items are in another order',
  });
}

/** The items by their numbers, because their order in the document says nothing. */
const sorted = (items: readonly ReferenceListItem[]) => items.toSorted((a, b) => a.id - b.id);
