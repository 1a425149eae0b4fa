import type { CoachingSide } from './coaching-values.ts';
import type { Event, EventTypes } from './event.ts';
import type { AccountId, CommentId, DiscussionId, EntryId, SessionId, SetId } from './ids.ts';

/** What a comment is about: the whole training session, one of its exercises, or a set. */
export type CommentPlace = Readonly<{ entryId: EntryId | null; setId: SetId | null }>;

/**
 * Events of a discussion: the comments of an athlete and one coach on a training session. The stream belongs to the athlete.
 * Its id follows from the training session and the coach.
 */
export type DiscussionEvent =
  | DiscussionStarted
  | CommentAdded
  | Event<'CommentEdited', { commentId: CommentId; personal: { text: string } }>
  | Event<'CommentRemoved', { commentId: CommentId }>
  /** A side has read what the discussion had at the revision `upTo`. */
  | Event<'CommentsRead', { by: CoachingSide; upTo: number }>;

export type DiscussionStarted = Event<
  'DiscussionStarted',
  { discussionId: DiscussionId; sessionId: SessionId; athleteId: AccountId; coachId: AccountId }
>;

export type CommentAdded = Event<
  'CommentAdded',
  CommentPlace & { commentId: CommentId; by: CoachingSide; personal: { text: string } }
>;

export const discussionEvents = {
  name: 'discussion',
  quota: { kind: 'discussions', name: 'discussions', limit: 100_000 },
  feed: { deletions: false },
  schemas: { DiscussionStarted: 1, CommentAdded: 1, CommentEdited: 1, CommentRemoved: 1, CommentsRead: 1 },
  endings: [],
} as const satisfies EventTypes<DiscussionEvent>;
