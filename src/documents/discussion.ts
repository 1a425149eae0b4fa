import { assertNever } from '../errors.ts';
import type { CoachingSide } from '../events/coaching-values.ts';
import type { CommentPlace, DiscussionEvent } from '../events/discussion.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, CommentId, DiscussionId, Instant, SessionId } from '../events/ids.ts';
import { absent, type Fold, type Presence } from './presence.ts';

/** A comment as both sides see it. `addedIn` is the revision of the discussion that added it. */
export type CommentDocument = CommentPlace &
  Readonly<{
    id: CommentId;
    by: CoachingSide;
    text: string;
    addedIn: number;
    createdAt: Instant;
    /** When the text was changed last; null if it never was. */
    editedAt: Instant | null;
  }>;

/** The comments of an athlete and one coach on a training session. The comments on one place are a thread. */
export type DiscussionDocument = Readonly<{
  id: DiscussionId;
  sessionId: SessionId;
  athleteId: AccountId;
  coachId: AccountId;
  /** In the order in which they were written. */
  comments: readonly CommentDocument[];
  /** The revision up to which each side has read. */
  readUpTo: Readonly<Record<CoachingSide, number>>;
  /** How many comments of the other side each side has not read. */
  unread: Readonly<Record<CoachingSide, number>>;
  revision: number;
  createdAt: Instant;
  /** When a comment was last written, changed or removed. */
  updatedAt: Instant;
}>;

export type DiscussionPresence = Presence<DiscussionDocument>;

export const discussionFold: Fold<DiscussionPresence, DiscussionEvent> = { initial: absent, evolve: foldDiscussion };

function foldDiscussion(discussion: DiscussionPresence, event: StreamEvent<DiscussionEvent>): DiscussionPresence {
  if (event.type === 'DiscussionStarted') return started(event);
  if (discussion.kind !== 'present') throw new Error(`${event.type} of a discussion that is ${discussion.kind}`);
  return { kind: 'present', document: counted({ ...discussion.document, ...changes(discussion.document, event) }) };
}

function started({
  data,
  revision,
  metadata,
}: StreamEvent<Extract<DiscussionEvent, { type: 'DiscussionStarted' }>>): DiscussionPresence {
  const { discussionId: id, sessionId, athleteId, coachId } = data;
  const at = metadata.receivedAt;
  const marks = { readUpTo: { athlete: revision, coach: revision }, unread: { athlete: 0, coach: 0 } };
  const document = { id, sessionId, athleteId, coachId, comments: [], ...marks, revision };
  return { kind: 'present', document: { ...document, createdAt: at, updatedAt: at } };
}

type Later = StreamEvent<Exclude<DiscussionEvent, { type: 'DiscussionStarted' }>>;

/** The members of the document that an event changes. */
function changes({ comments, readUpTo }: DiscussionDocument, event: Later): Partial<DiscussionDocument> {
  const { revision } = event;
  const at = event.metadata.receivedAt;
  switch (event.type) {
    case 'CommentAdded': {
      const { commentId: id, by, entryId, setId, personal } = event.data;
      const comment = { id, by, entryId, setId, text: personal.text, addedIn: revision, createdAt: at, editedAt: null };
      return { comments: [...comments, comment], revision, updatedAt: at };
    }
    case 'CommentEdited': {
      const { commentId, personal } = event.data;
      const edited = comments.map((each) =>
        each.id === commentId ? { ...each, text: personal.text, editedAt: at } : each,
      );
      return { comments: edited, revision, updatedAt: at };
    }
    case 'CommentRemoved':
      return { comments: comments.filter(({ id }) => id !== event.data.commentId), revision, updatedAt: at };
    case 'CommentsRead':
      return { readUpTo: { ...readUpTo, [event.data.by]: event.data.upTo }, revision };
    default:
      return assertNever(event);
  }
}

function counted(document: DiscussionDocument): DiscussionDocument {
  const unreadOf = (side: CoachingSide): number =>
    document.comments.filter(({ by, addedIn }) => by !== side && addedIn > document.readUpTo[side]).length;
  return { ...document, unread: { athlete: unreadOf('athlete'), coach: unreadOf('coach') } };
}
