import { type CommentDocument, type DiscussionPresence, discussionFold } from '../../documents/discussion.ts';
import { present } from '../../documents/presence.ts';
import { DomainError, notFound } from '../../errors.ts';
import type { CoachingSide } from '../../events/coaching-values.ts';
import type { CommentAdded, DiscussionEvent } from '../../events/discussion.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId, CommentId } from '../../events/ids.ts';
import { emptyGrowingMap, type GrowingMap } from '../growing-map.ts';

/** The state of a discussion: its document, and what remains known of removed comments. */
export type Discussion = Readonly<{
  presence: DiscussionPresence;
  /** For the id of each comment, also of removed ones: the data of the event that added it. */
  added: GrowingMap<CommentAdded['data']>;
  /** How many comments were ever added. */
  count: number;
}>;

/**
 * The side that sends a command: `coach` is the coach, or null for the athlete. Whether the relationship of the two allows
 * it is not known here, because it has a stream of its own: the sender of the command checks it.
 */
export type Sender = Readonly<{ coach: AccountId | null }>;

export const sideOf = ({ coach }: Sender): CoachingSide => (coach === null ? 'athlete' : 'coach');

export const initial: Discussion = { presence: discussionFold.initial, added: emptyGrowingMap(), count: 0 };

export const evolve = ({ presence, added, count }: Discussion, event: StreamEvent<DiscussionEvent>): Discussion => ({
  presence: discussionFold.evolve(presence, event),
  added: event.type === 'CommentAdded' ? added.with(event.data.commentId, event.data) : added,
  count: event.type === 'CommentAdded' ? count + 1 : count,
});

/** Refuses accounts on neither side, with the same answer as for a discussion that does not exist. */
export function admitSide({ presence }: Discussion, { coach }: Sender, athlete: AccountId): void {
  const { athleteId, coachId } = present(presence, 'discussion').document;
  if (athleteId !== athlete || (coach !== null && coachId !== coach)) throw notFound('discussion');
}

/** The comment with this id, which the sender must have written. */
export function ownComment({ presence, added }: Discussion, sender: Sender, id: CommentId): CommentDocument {
  const { comments } = present(presence, 'discussion').document;
  const comment = comments.find((each) => each.id === id);
  if (!comment) throw notFound('comment', added.get(id) !== undefined);
  if (comment.by === sideOf(sender)) return comment;
  throw new DomainError('access-too-low', 'Only who has written a comment may change or remove it.');
}
