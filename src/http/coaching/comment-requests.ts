import { z } from 'zod';
import { commentLength } from '../../events/coaching-values.ts';
import type { AccountId, CommentId, DiscussionId, EntryId, SessionId, SetId } from '../../events/ids.ts';
import { anyId, booleanText, nameOf, ownId } from '../requests/fields.ts';
import { pageParameters, sortOrder } from '../requests/list.ts';
import { commentMeanings } from './comment-meanings.ts';

export const discussionPath = z.object({ id: anyId<DiscussionId>().describe('The id of the discussion.') });
export const commentPath = discussionPath.extend({
  commentId: anyId<CommentId>().describe('The id of the comment.'),
});

const text = nameOf(commentLength).describe(commentMeanings.text);

export const addComment = z.strictObject({
  id: ownId<CommentId>().exactOptional(),
  coachId: anyId<AccountId>().exactOptional().describe('The coach for whom an athlete writes. Coaches leave it out.'),
  entryId: anyId<EntryId>().nullable().default(null).describe(commentMeanings.entryId),
  setId: anyId<SetId>().nullable().default(null).describe(commentMeanings.setId),
  text,
});

export const editComment = z.strictObject({ text });

export const markRead = z.strictObject({
  upTo: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe('The revision of the discussion up to which you have read; null for its last one.'),
});

const unread = booleanText.optional().describe('With `true` only discussions with comments that you have not read.');
const filters = {
  ...pageParameters,
  unread,
  sessionId: anyId<SessionId>().optional().describe('Only comments on this training session.'),
  sortOrder: sortOrder.default('desc'),
};

export const listDiscussions = z.strictObject({
  ...filters,
  coachId: anyId<AccountId>().optional().describe('Only comments of this coach and to this coach.'),
});
export const listDiscussionsOfCoach = z.strictObject(filters);
