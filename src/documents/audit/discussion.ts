import { assertNever } from '../../errors.ts';
import type { CommentPlace, DiscussionEvent } from '../../events/discussion.ts';
import type { StreamEvent } from '../../events/event.ts';
import { type CommentDocument, type DiscussionDocument, discussionFold } from '../discussion.ts';
import type { Around, Audit } from './audit.ts';
import { quoted } from './words.ts';

/** How the history of the comments on a training session is told. */
export const discussionAudit: Audit<DiscussionEvent, DiscussionDocument> = {
  fold: discussionFold,
  sentence,
  differences,
};

/** What a comment is about. */
function placeText({ entryId, setId }: CommentPlace): string {
  if (setId !== null) return 'a set';
  return entryId === null ? 'the session' : 'an exercise';
}

const commentIn = (discussion: DiscussionDocument | null, id: string): CommentDocument | undefined =>
  discussion?.comments.find((comment) => comment.id === id);

function sentence(event: StreamEvent<DiscussionEvent>, { before }: Around<DiscussionDocument>): string {
  switch (event.type) {
    case 'DiscussionStarted':
      return `Discussion with the account ${event.data.coachId} started`;
    case 'CommentAdded':
      return `The ${event.data.by} commented on ${placeText(event.data)}: ${quoted(event.data.personal.text)}`;
    case 'CommentEdited': {
      const old = commentIn(before, event.data.commentId);
      return `Comment changed: ${quoted(old?.text ?? null)} → ${quoted(event.data.personal.text)}`;
    }
    case 'CommentRemoved':
      return `Comment removed: ${quoted(commentIn(before, event.data.commentId)?.text ?? null)}`;
    case 'CommentsRead':
      return `The ${event.data.by} has read the comments up to revision ${event.data.upTo}`;
    default:
      return assertNever(event);
  }
}

function differences(before: DiscussionDocument, after: DiscussionDocument): readonly string[] {
  const added = after.comments
    .filter(({ id }) => !commentIn(before, id))
    .map((comment) => `Comment of the ${comment.by} on ${placeText(comment)} added: ${quoted(comment.text)}`);
  const others = before.comments.flatMap((comment) => {
    const now = commentIn(after, comment.id);
    if (!now) return [`Comment removed: ${quoted(comment.text)}`];
    return now.text === comment.text ? [] : [`Comment changed: ${quoted(comment.text)} → ${quoted(now.text)}`];
  });
  return [...others, ...added];
}
