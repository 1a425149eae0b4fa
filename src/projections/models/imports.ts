import { type ImportDocument, type ImportPresence, importFold } from '../../documents/import.ts';
import { absent } from '../../documents/presence.ts';
import type { ImportEvent } from '../../events/import.ts';
import { documentModel } from './document-model.ts';

/** The read model of the imports with their reports. */
export const imports = documentModel<ImportDocument, ImportPresence, ImportEvent>({
  name: 'imports',
  table: 'imports',
  categories: ['import'],
  fold: importFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
  },
});
