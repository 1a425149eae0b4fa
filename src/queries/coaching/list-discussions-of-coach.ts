import { sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import { hasRight } from './coach-reader.ts';
import { type DiscussionFilter, discussionItem, discussionSortKey, matchesFilter } from './discussions.ts';
import { coachingParts } from './shown.ts';

export type ListDiscussionsOfCoach = Page &
  Omit<DiscussionFilter, 'coach'> &
  Readonly<{ caller: AccountId; requiredPosition: RequiredPosition }>;

/**
 * A page of a coach's discussions with all athletes whose training sessions the coach may read, sorted by their last
 * change. The right and the comments are from one Postgres snapshot.
 */
export function listDiscussionsOfCoach(reader: Reader, question: ListDiscussionsOfCoach): Promise<ListPage> {
  const { caller: coach } = question;
  const [coachings, accounts] = coachingParts(coach);
  const discussions = { ...coachings, model: readModels.discussions };
  return list(reader, { ...question, parts: [coachings, accounts, discussions] }, (sources) => {
    const right = { coach, athlete: sql.fragment`d.owner`, parts: ['history'] } as const;
    const isAllowed = sql.fragment`EXISTS (
      SELECT FROM ${sources[0].table} s WHERE ${hasRight(right, [sources[0], sources[1]])})`;
    return {
      matching: sql.fragment`
        SELECT d.id, d.updated_at, ${discussionItem} AS item FROM ${sources[2].table} d
        WHERE ${matchesFilter(question, sql.fragment`d.coach = ${coach}`, isAllowed)}`,
      sortKey: discussionSortKey,
    };
  });
}
