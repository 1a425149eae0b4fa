import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { SharingScope } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { sharedUnits } from '../sharing/conditions.ts';
import { inScope, itemFor, listParts } from '../sharing/list-conditions.ts';
import { allOf, containing } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import type { SortKey } from '../statements/places.ts';

/** A request for a page of training units. The list contains the units that match every given filter. */
export type ListUnits = Page &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    scope: SharingScope;
    orderBy: 'name' | 'createdAt' | 'updatedAt';
    /** Whether the units are archived. Without it, the list contains both kinds. */
    archived?: boolean | undefined;
    /** A text that the unit's name contains, in upper or lower case. */
    search?: string | undefined;
    /** Units changed at or after this instant. */
    updatedAfter?: Instant | undefined;
  }>;

const sortKeys: Readonly<Record<ListUnits['orderBy'], SortKey>> = {
  name: { column: sql.fragment`sort_name`, type: 'text' },
  createdAt: { column: sql.fragment`created_at`, type: 'instant' },
  updatedAt: { column: sql.fragment`updated_at`, type: 'instant' },
};

/** A page of the training units that the account owns, or that others share with it, as summaries. */
export const listUnits = (reader: Reader, question: ListUnits): Promise<ListPage> =>
  list(reader, { ...question, parts: listParts(sharedUnits, question) }, (sources) => ({
    matching: sql.fragment`
      SELECT s.id, s.sort_name, s.created_at, s.updated_at, ${itemFor(question)} AS item
      FROM ${sources[0].table} s WHERE ${conditionsOf(question, sources)}`,
    sortKey: sortKeys[question.orderBy],
  }));

function conditionsOf(question: ListUnits, sources: readonly Source[]): FragmentSqlToken {
  const { archived, search, updatedAfter } = question;
  return allOf(
    inScope(sharedUnits, question, sources),
    sql.fragment`NOT deleted`,
    archived !== undefined && sql.fragment`is_archived = ${archived}`,
    updatedAfter !== undefined && sql.fragment`updated_at >= ${updatedAfter}::timestamptz`,
    search !== undefined && search !== '' && sql.fragment`search_text LIKE ${containing(search)}`,
  );
}
