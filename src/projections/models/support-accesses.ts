import { absent } from '../../documents/presence.ts';
import { type SupportDocument, type SupportPresence, supportFold } from '../../documents/support.ts';
import type { SupportEvent } from '../../events/support.ts';
import { documentModel } from './document-model.ts';

/** Support accesses. A row belongs to the athlete; `superuser` is an account whose rows are in other lanes. */
export const supportAccesses = documentModel<SupportDocument, SupportPresence, SupportEvent>({
  name: 'support',
  table: 'support_accesses',
  categories: ['support'],
  fold: supportFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    superuser: { type: 'uuid', value: ({ document }) => document?.superuserId },
    expires_at: { type: 'timestamptz', value: ({ document }) => document?.expiresAt },
    ended_at: { type: 'timestamptz', value: ({ document }) => document?.endedAt },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
  },
});
