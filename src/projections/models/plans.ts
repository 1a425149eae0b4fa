import { type PlanDocument, type PlanPresence, planFold } from '../../documents/plan.ts';
import { absent } from '../../documents/presence.ts';
import type { PlanEvent } from '../../events/plan.ts';
import { documentModel } from './document-model.ts';
import { grantedTo } from './grants.ts';
import { searchTextOf, sortTextOf } from './texts.ts';

/**
 * Training plans: the list and the document. A deleted plan keeps a row without a document, as a deleted training unit
 * does.
 */
export const plans = documentModel<PlanDocument, PlanPresence, PlanEvent>({
  name: 'plans',
  table: 'plans',
  categories: ['plan'],
  fold: planFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    deleted: { type: 'bool', value: ({ document }) => String(document === null) },
    sharing: { type: 'text', value: ({ document }) => document?.sharing },
    readers: { type: 'uuid[]', value: ({ document }) => `{${grantedTo(document).join()}}` },
    writers: { type: 'uuid[]', value: ({ document }) => `{${grantedTo(document, 'write').join()}}` },
    is_archived: { type: 'bool', value: ({ document }) => document && String(document.archivedAt !== null) },
    difficulty: { type: 'text', value: ({ document }) => document?.difficulty },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
    updated_at: { type: 'timestamptz', value: ({ document }) => document?.updatedAt },
    sort_name: { type: 'text', value: ({ document }) => document && sortTextOf(document.name) },
    search_text: { type: 'text', value: ({ document }) => document && searchTextOf([document.name]) },
    summary: { type: 'text', value: ({ document }) => document && JSON.stringify(summaryOf(document)) },
    unit_ids: { type: 'uuid[]', value: ({ document }) => `{${unitIdsOf(document).join()}}` },
  },
});

const unitIdsOf = (document: PlanDocument | null): readonly string[] => [
  ...new Set(document?.units.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]))),
];

/** A training plan as lists show its owner: without units, but with their number. */
const summaryOf = (document: PlanDocument) => ({
  id: document.id,
  userId: document.userId,
  access: document.access,
  sharing: document.sharing,
  name: document.name,
  description: document.description,
  difficulty: document.difficulty,
  weeks: document.weeks,
  repeats: document.repeats,
  archivedAt: document.archivedAt,
  copyOf: document.copyOf,
  unitCount: document.units.length,
  revision: document.revision,
  createdAt: document.createdAt,
  updatedAt: document.updatedAt,
});
