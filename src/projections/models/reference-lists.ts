import {
  type ReferenceListDocument,
  type ReferenceListPresence,
  referenceListFold,
} from '../../documents/reference-list.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import { documentModel } from './document-model.ts';

/** The reference lists: muscle groups, equipment and exercise tags. They have no owner. */
export const referenceLists = documentModel<ReferenceListDocument, ReferenceListPresence, ReferenceListEvent>({
  name: 'directories',
  table: 'directories',
  categories: ['directory'],
  idType: 'text',
  fold: referenceListFold,
  restore: (document) => (document ? { kind: 'present', document } : referenceListFold.initial),
  columns: {},
});
