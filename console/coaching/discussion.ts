import type { Schemas } from '../api/schemas.ts';

export type Discussion = Schemas['Discussion'];
export type Comment = Schemas['Comment'];
export type Side = Comment['by'];
/** What a comment is about: a set, else an exercise, else the whole session. */
export type Place = Pick<Comment, 'entryId' | 'setId'>;

/** What one side of a discussion does. */
export type DiscussionCommands = Readonly<{
  add: (comment: Place & Readonly<{ text: string }>) => Promise<unknown>;
  remove: (discussionId: string, commentId: string) => Promise<unknown>;
  markRead: (discussion: Discussion) => Promise<unknown>;
}>;

/** What of a session a comment can be about. */
export type Commented = Readonly<{
  exercises: readonly Readonly<{ id: string; name: string; sets: readonly Readonly<{ id: string }>[] }>[];
}>;

export const placeKey = ({ entryId, setId }: Place): string => `${entryId ?? ''} ${setId ?? ''}`;

/** The comments on each place, in the order of the first ones. Those on one place are a thread. */
export const threadsOf = (comments: readonly Comment[]): readonly (readonly Comment[])[] => [
  ...Map.groupBy(comments, placeKey).values(),
];
