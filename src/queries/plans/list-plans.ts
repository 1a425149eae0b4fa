import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId, Instant, UnitId } from '../../events/ids.ts';
import type { Difficulty, SharingScope } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { sharedPlans } from '../sharing/conditions.ts';
import { inScope, itemFor, listParts } from '../sharing/list-conditions.ts';
import { allOf, containing } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import type { SortKey } from '../statements/places.ts';

/** A request for a page of training plans. The list contains the plans that match every given filter. */
export type ListPlans = Page &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    scope: SharingScope;
    /** The account that sees the list. @defaultValue the owner */
    viewer?: AccountId;
    orderBy: 'name' | 'createdAt' | 'updatedAt';
    /** Whether the plans are archived. Without it, the list contains both kinds. */
    archived?: boolean | undefined;
    difficulty?: Difficulty | undefined;
    /** A training unit that the plan uses. */
    unitId?: UnitId | undefined;
    /** A text that the plan's name contains, in upper or lower case. */
    search?: string | undefined;
    /** Plans changed at or after this instant. */
    updatedAfter?: Instant | undefined;
  }>;

const sortKeys: Readonly<Record<ListPlans['orderBy'], SortKey>> = {
  name: { column: sql.fragment`sort_name`, type: 'text' },
  createdAt: { column: sql.fragment`created_at`, type: 'instant' },
  updatedAt: { column: sql.fragment`updated_at`, type: 'instant' },
};

/** A page of the training plans that the account owns, or that others share with it, as summaries. */
export const listPlans = (reader: Reader, question: ListPlans): Promise<ListPage> =>
  list(reader, { ...question, parts: listParts(sharedPlans, question) }, (sources) => ({
    matching: sql.fragment`
      SELECT s.id, s.sort_name, s.created_at, s.updated_at, ${itemFor(question)} AS item
      FROM ${sources[0].table} s WHERE ${conditionsOf(question, sources)}`,
    sortKey: sortKeys[question.orderBy],
  }));

function conditionsOf(question: ListPlans, sources: readonly Source[]): FragmentSqlToken {
  const { archived, difficulty, unitId, search, updatedAfter } = question;
  return allOf(
    inScope(sharedPlans, question, sources),
    sql.fragment`NOT deleted`,
    archived !== undefined && sql.fragment`is_archived = ${archived}`,
    difficulty !== undefined && sql.fragment`difficulty = ${difficulty}`,
    unitId !== undefined && sql.fragment`unit_ids @> ARRAY[${unitId}::uuid]`,
    updatedAfter !== undefined && sql.fragment`updated_at >= ${updatedAfter}::timestamptz`,
    search !== undefined && search !== '' && sql.fragment`search_text LIKE ${containing(search)}`,
  );
}
