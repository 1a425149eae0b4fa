import { accountId, at } from '../examples.ts';
import { entryId, sessionId, setId } from '../training-sessions/examples.ts';
import { coachId } from './examples.ts';

export const discussionId = '01900000-0000-7000-8000-0000000000f1';
export const commentId = '01900000-0000-7000-8000-0000000000f2';

export const exampleComment = {
  id: commentId,
  by: 'athlete',
  entryId,
  setId,
  text: 'Was this deep enough?',
  addedIn: 1,
  createdAt: at,
  editedAt: null,
} as const;

const head = {
  id: discussionId,
  sessionId,
  athleteId: accountId,
  coachId,
  readUpTo: { athlete: 0, coach: 0 },
  unread: { athlete: 0, coach: 1 },
  revision: 1,
  createdAt: at,
  updatedAt: at,
} as const;

/** An example for the API documentation: a discussion with one comment of the athlete on a set. */
export const exampleDiscussion = { ...head, comments: [exampleComment] } as const;
export const exampleDiscussionItem = { ...head, commentCount: 1, lastComment: exampleComment } as const;
