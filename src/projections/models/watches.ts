import { absent } from '../../documents/presence.ts';
import { type WatchDocument, type WatchPresence, watchFold } from '../../documents/watch.ts';
import type { WatchEvent } from '../../events/watch.ts';
import { documentModel } from './document-model.ts';

/** The watches of coaches. A row belongs to the coach; `athlete` is an id, and null for all athletes of the coach. */
export const watches = documentModel<WatchDocument, WatchPresence, WatchEvent>({
  name: 'watches',
  table: 'watches',
  categories: ['watch'],
  fold: watchFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    athlete: { type: 'uuid', value: ({ document }) => document?.athleteId },
  },
});
