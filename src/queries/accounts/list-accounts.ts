import { type FragmentSqlToken, sql } from 'slonik';
import type { Instant } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf, containing } from '../statements/conditions.ts';
import { list, type Page } from '../statements/list.ts';

/** A request for a page of accounts. The list contains the accounts that match every given filter. */
export type ListAccounts = Page &
  Readonly<{
    requiredPosition: RequiredPosition;
    orderBy: 'name' | 'email' | 'createdAt';
    isActive?: boolean | undefined;
    /** Accounts created at or before this instant. */
    createdBefore?: Instant | undefined;
    /** Accounts created at or after this instant. */
    createdAfter?: Instant | undefined;
    /** A text that the account's name or email address contains; upper and lower case are not distinguished. */
    search?: string | undefined;
  }>;

const sortKeys = {
  name: sql.fragment`sort_name`,
  email: sql.fragment`sort_email`,
  createdAt: sql.fragment`created_at`,
};

/** A page of the accounts that match. Sorted by name in ascending order, accounts without a name come last. */
export const listAccounts = (reader: Reader, question: ListAccounts): Promise<string> =>
  list(reader, { ...question, parts: [{ model: readModels.accounts, owner: 'all' }] }, ([accounts]) => ({
    matching: sql.fragment`
      SELECT id, sort_name, sort_email, created_at, doc AS item FROM ${accounts.table} WHERE ${conditionsOf(question)}`,
    sortKey: sortKeys[question.orderBy],
  }));

const conditionsOf = ({ isActive, createdBefore, createdAfter, search }: ListAccounts): FragmentSqlToken =>
  allOf(
    sql.fragment`doc IS NOT NULL`,
    isActive !== undefined && sql.fragment`is_active = ${isActive}`,
    createdBefore !== undefined && sql.fragment`created_at <= ${createdBefore}::timestamptz`,
    createdAfter !== undefined && sql.fragment`created_at >= ${createdAfter}::timestamptz`,
    search !== undefined && sql.fragment`search_text LIKE ${containing(search)}`,
  );
