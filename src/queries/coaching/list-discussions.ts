import { sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import { type DiscussionFilter, discussionItem, discussionSortKey, matchesFilter } from './discussions.ts';

export type ListDiscussions = Page &
  DiscussionFilter &
  Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

/** A page of an athlete's discussions with coaches, sorted by their last change. */
export const listDiscussions = (reader: Reader, question: ListDiscussions): Promise<ListPage> =>
  list(reader, { ...question, parts: [{ model: readModels.discussions, owner: question.owner }] }, ([discussions]) => ({
    matching: sql.fragment`
      SELECT d.id, d.updated_at, ${discussionItem} AS item FROM ${discussions.table} d
      WHERE ${matchesFilter(question, sql.fragment`d.owner = ${question.owner}`)}`,
    sortKey: discussionSortKey,
  }));
