import { absent } from '../../documents/presence.ts';
import { type UnitDocument, type UnitPresence, unitFold } from '../../documents/unit.ts';
import type { UnitEvent } from '../../events/unit.ts';
import { documentModel } from './document-model.ts';
import { grantedTo } from './grants.ts';
import { searchTextOf, sortTextOf } from './texts.ts';

/**
 * Training units: the list and the document. A deleted unit keeps a row without a document. After its deletion only
 * events about lapsed claims can come, so its state is restored like that of a unit not created yet.
 */
export const units = documentModel<UnitDocument, UnitPresence, UnitEvent>({
  name: 'units',
  table: 'units',
  categories: ['unit'],
  fold: unitFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    deleted: { type: 'bool', value: ({ document }) => String(document === null) },
    sharing: { type: 'text', value: ({ document }) => document?.sharing },
    readers: { type: 'uuid[]', value: ({ document }) => `{${grantedTo(document).join()}}` },
    writers: { type: 'uuid[]', value: ({ document }) => `{${grantedTo(document, 'write').join()}}` },
    is_archived: { type: 'bool', value: ({ document }) => document && String(document.archivedAt !== null) },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
    updated_at: { type: 'timestamptz', value: ({ document }) => document?.updatedAt },
    sort_name: { type: 'text', value: ({ document }) => document && sortTextOf(document.name) },
    search_text: { type: 'text', value: ({ document }) => document && searchTextOf([document.name]) },
    summary: { type: 'text', value: ({ document }) => document && JSON.stringify(summaryOf(document)) },
    exercise_ids: { type: 'uuid[]', value: ({ document }) => `{${exerciseIdsOf(document).join()}}` },
  },
});

const exerciseIdsOf = (document: UnitDocument | null): readonly string[] => [
  ...new Set(
    document?.exercises.flatMap(({ exerciseId, alternatives }) =>
      [exerciseId, ...alternatives.map((each) => each.exerciseId)].filter((id) => id !== null),
    ),
  ),
];

/** A training unit as lists show its owner: without exercises, but with their number. */
const summaryOf = (document: UnitDocument) => ({
  id: document.id,
  userId: document.userId,
  access: document.access,
  sharing: document.sharing,
  name: document.name,
  description: document.description,
  archivedAt: document.archivedAt,
  copyOf: document.copyOf,
  exerciseCount: document.exercises.length,
  revision: document.revision,
  createdAt: document.createdAt,
  updatedAt: document.updatedAt,
});
