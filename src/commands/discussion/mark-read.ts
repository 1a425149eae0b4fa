import { present } from '../../documents/presence.ts';
import { invalid } from '../../errors.ts';
import type { DiscussionEvent } from '../../events/discussion.ts';
import { type Discussion, type Sender, sideOf } from './state.ts';

/** Marks as read what the discussion had at the revision `upTo`; all that it has now if that is null. */
export type MarkCommentsRead = Readonly<{
  type: 'MarkCommentsRead';
  sender: Sender;
  data: Readonly<{ upTo: number | null }>;
}>;

export function markRead({ sender, data }: MarkCommentsRead, { presence }: Discussion): DiscussionEvent[] {
  const { comments, readUpTo, revision } = present(presence, 'discussion').document;
  const by = sideOf(sender);
  const { upTo = null } = data;
  if (upTo !== null && upTo > revision) throw invalid('upTo', 'The discussion has no such revision yet.');
  const mark = upTo ?? revision;
  // A mark that leaves the unread comments as they are is not worth an event.
  const isNews = comments.some((each) => each.by !== by && each.addedIn > readUpTo[by] && each.addedIn <= mark);
  return isNews ? [{ type: 'CommentsRead', data: { by, upTo: mark } }] : [];
}
