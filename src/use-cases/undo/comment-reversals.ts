import type { DiscussionCommand } from '../../commands/discussion/decider.ts';
import type { DiscussionDocument } from '../../documents/discussion.ts';
import type { Reverted } from './reversals.ts';

const sender = { coach: null };

/**
 * The commands that remove the comments which an athlete has added, and give others their earlier text. Null if a
 * comment was removed: it cannot come back in its place. What was read stays read.
 */
export function commentReversals({ before, now }: Reverted): readonly DiscussionCommand[] | null {
  const earlier = new Map(commentsOf(before).map((comment) => [comment.id, comment]));
  const current = commentsOf(now);
  const ids = new Set(current.map(({ id }) => id));
  if ([...earlier.keys()].some((id) => !ids.has(id))) return null;
  return current.flatMap(({ id: commentId, by, text }): readonly DiscussionCommand[] => {
    const old = earlier.get(commentId);
    if (by !== 'athlete' || old?.text === text) return [];
    if (old) return [{ type: 'EditComment', sender, data: { commentId, text: old.text } }];
    return [{ type: 'RemoveComment', sender, data: { commentId } }];
  });
}

const commentsOf = (document: unknown) => (document as DiscussionDocument | null)?.comments ?? [];
