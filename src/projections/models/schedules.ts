import { absent } from '../../documents/presence.ts';
import { type ScheduleDocument, type SchedulePresence, scheduleFold } from '../../documents/schedule.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { documentModel } from './document-model.ts';

/** The schedules: one row for each account that has started a plan. */
export const schedules = documentModel<ScheduleDocument, SchedulePresence, ScheduleEvent>({
  name: 'schedules',
  table: 'schedules',
  categories: ['schedule'],
  fold: scheduleFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
  },
});
