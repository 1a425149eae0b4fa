import { type FragmentSqlToken, sql } from 'slonik';
import type { Instant } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf, containing } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import type { SortKey } from '../statements/places.ts';

/** A request for a page of accounts. The list contains the accounts that match every given filter. */
export type ListAccounts = Page &
  Readonly<{
    requiredPosition: RequiredPosition;
    orderBy: 'name' | 'email' | 'createdAt' | 'updatedAt';
    isActive?: boolean | undefined;
    /** Accounts created at or before this instant. */
    createdBefore?: Instant | undefined;
    /** Accounts created at or after this instant. */
    createdAfter?: Instant | undefined;
    /** Accounts changed at or after this instant. */
    updatedAfter?: Instant | undefined;
    /** A text that the account's name or email address contains; upper and lower case are not distinguished. */
    search?: string | undefined;
  }>;

const sortKeys: Readonly<Record<ListAccounts['orderBy'], SortKey>> = {
  name: { column: sql.fragment`sort_name`, type: 'text', isNullable: true },
  email: { column: sql.fragment`sort_email`, type: 'text' },
  createdAt: { column: sql.fragment`created_at`, type: 'instant' },
  updatedAt: { column: sql.fragment`updated_at`, type: 'text' },
};

/** A page of the accounts that match. Sorted by name in ascending order, accounts without a name come last. */
export const listAccounts = (reader: Reader, question: ListAccounts): Promise<ListPage> =>
  list(reader, { ...question, parts: [{ model: readModels.accounts, owner: 'all' }] }, ([accounts]) => ({
    matching: sql.fragment`
      SELECT id, sort_name, sort_email, created_at, updated_at, doc AS item FROM ${accounts.table}
      WHERE ${conditionsOf(question)}`,
    sortKey: sortKeys[question.orderBy],
  }));

const conditionsOf = ({
  isActive,
  createdBefore,
  createdAfter,
  updatedAfter,
  search,
}: ListAccounts): FragmentSqlToken =>
  allOf(
    sql.fragment`doc IS NOT NULL`,
    isActive !== undefined && sql.fragment`is_active = ${isActive}`,
    createdBefore !== undefined && sql.fragment`created_at <= ${createdBefore}::timestamptz`,
    createdAfter !== undefined && sql.fragment`created_at >= ${createdAfter}::timestamptz`,
    updatedAfter !== undefined && sql.fragment`updated_at >= ${updatedAfter}`,
    search !== undefined && sql.fragment`search_text LIKE ${containing(search)}`,
  );
