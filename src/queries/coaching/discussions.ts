import { type FragmentSqlToken, sql } from 'slonik';
import type { CoachingSide } from '../../events/coaching-values.ts';
import type { AccountId, SessionId } from '../../events/ids.ts';
import { allOf } from '../statements/conditions.ts';
import type { SortKey } from '../statements/places.ts';

/** Which discussions a list has: all, or those of a training session, or those that a side has not read. */
export type DiscussionFilter = Readonly<{
  session?: SessionId | undefined;
  coach?: AccountId | undefined;
  unreadBy?: CoachingSide | undefined;
}>;

/** SQL for the JSON text of the row `d` in a list: the last comment and the number of comments instead of all comments. */
export const discussionItem: FragmentSqlToken = sql.fragment`(
  d.doc::jsonb - 'comments'
  || jsonb_build_object('commentCount', jsonb_array_length(d.doc::jsonb -> 'comments'))
  || jsonb_build_object('lastComment', d.doc::jsonb -> 'comments' -> -1))::text`;

/** SQL for whether the row `d` matches the filter. */
export const matchesFilter = (
  { session, coach, unreadBy }: DiscussionFilter,
  ...more: readonly FragmentSqlToken[]
): FragmentSqlToken =>
  allOf(
    ...more,
    session !== undefined && sql.fragment`d.session = ${session}`,
    coach !== undefined && sql.fragment`d.coach = ${coach}`,
    unreadBy === 'athlete' && sql.fragment`d.unread_athlete > 0`,
    unreadBy === 'coach' && sql.fragment`d.unread_coach > 0`,
  );

export const discussionSortKey: SortKey = { column: sql.fragment`updated_at`, type: 'instant' };
