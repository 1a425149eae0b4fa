import { commentLength } from '../../events/coaching-values.ts';
import type { DiscussionEvent } from '../../events/discussion.ts';
import type { CommentId } from '../../events/ids.ts';
import { checkName } from '../checks.ts';
import { type Discussion, ownComment, type Sender } from './state.ts';

/** Changes the text of an own comment. */
export type EditComment = Readonly<{
  type: 'EditComment';
  sender: Sender;
  data: Readonly<{ commentId: CommentId; text: string }>;
}>;

export function editComment({ sender, data }: EditComment, discussion: Discussion): DiscussionEvent[] {
  const { commentId, text } = data;
  if (ownComment(discussion, sender, commentId).text === text) return [];
  checkName('text', text, commentLength);
  return [{ type: 'CommentEdited', data: { commentId, personal: { text } } }];
}
