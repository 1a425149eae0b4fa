import { type MeasurementDocument, type MeasurementPresence, measurementFold } from '../../documents/measurement.ts';
import { absent } from '../../documents/presence.ts';
import type { MeasurementEvent } from '../../events/measurement.ts';
import { documentModel } from './document-model.ts';

/** Measurements of the body: the list and the document. A removed measurement keeps a row without a document. */
export const measurements = documentModel<MeasurementDocument, MeasurementPresence, MeasurementEvent>({
  name: 'measurements',
  table: 'measurements',
  categories: ['measurement'],
  fold: measurementFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    kind: { type: 'text', value: ({ document }) => document?.kind },
    moment: { type: 'text', value: ({ document }) => document && `${document.day}T${document.time ?? ''}` },
    value: { type: 'numeric', value: ({ document }) => document && String(document.value) },
    unit: { type: 'text', value: ({ document }) => document?.unit },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
    updated_at: { type: 'timestamptz', value: ({ document }) => document?.updatedAt },
  },
});
