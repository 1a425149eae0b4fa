import { type DiscussionDocument, type DiscussionPresence, discussionFold } from '../../documents/discussion.ts';
import { absent } from '../../documents/presence.ts';
import type { DiscussionEvent } from '../../events/discussion.ts';
import { documentModel } from './document-model.ts';

/** Comments: a row for each training session and coach. It belongs to the athlete. */
export const discussions = documentModel<DiscussionDocument, DiscussionPresence, DiscussionEvent>({
  name: 'discussions',
  table: 'discussions',
  categories: ['discussion'],
  fold: discussionFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    coach: { type: 'uuid', value: ({ document }) => document?.coachId },
    session: { type: 'uuid', value: ({ document }) => document?.sessionId },
    unread_athlete: { type: 'int4', value: ({ document }) => String(document?.unread.athlete ?? 0) },
    unread_coach: { type: 'int4', value: ({ document }) => String(document?.unread.coach ?? 0) },
    updated_at: { type: 'timestamptz', value: ({ document }) => document?.updatedAt },
  },
});
