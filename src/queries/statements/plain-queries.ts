import { sql } from 'slonik';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader, ReadModel } from '../consistency/reader.ts';
import { allOf } from './conditions.ts';
import { type DocumentById, type DocumentText, documentById } from './document-by-id.ts';
import { type ListPage, list, type Page } from './list.ts';
import type { SortKey } from './places.ts';

/**
 * A query that answers with documents as they are stored; everything else about it can be derived from the read model.
 */
export type PlainQuery<Answers extends 'document' | 'page', Question, Answer> = Readonly<{
  answers: Answers;
  model: ReadModel;
  /** The member of the documents that a page leaves out; null for none. */
  without: string | null;
  /** The names of the orders in which pages can be sorted. */
  orders: readonly string[];
  ask: (reader: Reader, question: Question) => Promise<Answer>;
}>;

/** Makes a query for one document of an account, by its id. It answers null when the account has no such document. */
export const documentQuery = <Id extends string>(
  model: ReadModel,
): PlainQuery<'document', DocumentById<Id>, DocumentText | null> => ({
  ...{ answers: 'document', model, without: null, orders: [] },
  ask: (reader, question) => documentById(reader, { ...question, model }),
});

export type ListDocuments<OrderBy extends string> = Page &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    orderBy: OrderBy;
    /** Documents changed at or after this instant. */
    updatedAfter?: Instant | undefined;
  }>;

type ListOptions<OrderBy extends string> = Readonly<{
  sortKeys: Readonly<Record<OrderBy, SortKey>>;
  /** A member of the documents that the list leaves out, because it is large. @defaultValue null */
  without?: string;
}>;

/**
 * Makes a query for a page of the documents of an account. The table of the read model has the columns `owner`,
 * `updated_at` and those of the sort keys.
 */
export const pageQuery = <OrderBy extends string>(
  model: ReadModel,
  { sortKeys, without }: ListOptions<OrderBy>,
): PlainQuery<'page', ListDocuments<OrderBy>, ListPage> => ({
  ...{ answers: 'page', model, without: without ?? null, orders: Object.keys(sortKeys) },
  ask: (reader, question) =>
    list(reader, { ...question, parts: [{ model, owner: question.owner }] }, ([documents]) => ({
      matching: sql.fragment`
        SELECT *, ${without === undefined ? sql.fragment`doc` : sql.fragment`(doc::jsonb - ${without}::text)::text`} AS item
        FROM ${documents.table} WHERE ${conditionsOf(question)}`,
      sortKey: sortKeys[question.orderBy],
    })),
});

const conditionsOf = ({ owner, updatedAfter }: ListDocuments<string>) =>
  allOf(
    sql.fragment`owner = ${owner} AND doc IS NOT NULL`,
    updatedAfter !== undefined && sql.fragment`updated_at >= ${updatedAfter}`,
  );
