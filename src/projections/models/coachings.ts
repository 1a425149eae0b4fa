import { type CoachingPresence, coachingFold, isSeenByCoach, type StoredCoaching } from '../../documents/coaching.ts';
import { absent } from '../../documents/presence.ts';
import type { CoachingEvent } from '../../events/coaching.ts';
import { documentModel } from './document-model.ts';

/**
 * Coaching relationships. A row belongs to the athlete; `coach` is the account on the other side, whose rows are in other
 * lanes. `is_seen` says whether the coach may know of it.
 */
export const coachings = documentModel<StoredCoaching, CoachingPresence, CoachingEvent>({
  name: 'coachings',
  table: 'coachings',
  categories: ['coaching'],
  fold: coachingFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    coach: { type: 'uuid', value: ({ document }) => document?.coach },
    is_seen: { type: 'bool', value: ({ document }) => String(document !== null && isSeenByCoach(document)) },
    status: { type: 'text', value: ({ document }) => document?.status },
    scope: { type: 'text[]', value: ({ document }) => `{${document?.scope.join() ?? ''}}` },
    expires_at: { type: 'timestamptz', value: ({ document }) => document?.expiresAt },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
  },
});
