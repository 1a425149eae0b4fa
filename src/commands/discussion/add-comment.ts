import { DomainError, invalid } from '../../errors.ts';
import { commentLength, maxComments } from '../../events/coaching-values.ts';
import type { CommentPlace, DiscussionEvent } from '../../events/discussion.ts';
import type { AccountId, CommentId, DiscussionId, SessionId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import { checkName } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { type Discussion, type Sender, sideOf } from './state.ts';

/** Adds a comment. The first one starts the discussion of the athlete with the coach `coachId`. */
export type AddComment = Readonly<{
  type: 'AddComment';
  sender: Sender;
  data: CommentPlace &
    Readonly<{
      discussionId: DiscussionId;
      sessionId: SessionId;
      coachId: AccountId;
      commentId: CommentId;
      text: string;
    }>;
}>;

export function addComment(
  { data, sender }: AddComment,
  { presence, added, count }: Discussion,
  { by: athleteId }: DecisionContext,
): DiscussionEvent[] {
  const { discussionId, sessionId, coachId, commentId, entryId, setId, text } = data;
  const comment = { commentId, by: sideOf(sender), entryId, setId, personal: { text } };
  const earlier = added.get(commentId);
  if (earlier) {
    if (isSameJson(earlier, comment)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  checkName('text', text, commentLength);
  if (setId !== null && entryId === null) throw invalid('entryId', 'A comment on a set names its exercise too.');
  if (count >= maxComments) throw invalid('id', `A discussion gets at most ${maxComments} comments.`);
  const start: DiscussionEvent[] =
    presence.kind === 'present'
      ? []
      : [{ type: 'DiscussionStarted', data: { discussionId, sessionId, athleteId, coachId } }];
  return [...start, { type: 'CommentAdded', data: comment }];
}
