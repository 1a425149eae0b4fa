import type { DiscussionEvent } from '../../events/discussion.ts';
import type { CommentId } from '../../events/ids.ts';
import { type Discussion, ownComment, type Sender } from './state.ts';

/** Removes an own comment. */
export type RemoveComment = Readonly<{
  type: 'RemoveComment';
  sender: Sender;
  data: Readonly<{ commentId: CommentId }>;
}>;

export function removeComment({ sender, data }: RemoveComment, discussion: Discussion): DiscussionEvent[] {
  ownComment(discussion, sender, data.commentId);
  return [{ type: 'CommentRemoved', data }];
}
