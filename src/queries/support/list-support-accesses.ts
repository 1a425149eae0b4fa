import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { SupportSide } from '../../events/support-values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { allOf } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import { accessItem, accessParts, joinSides } from './shown.ts';

/** A request for a page of support accesses in which the caller is on one side. `open`: only those that are open now, or not. */
export type ListSupportAccesses = Page &
  Readonly<{ caller: AccountId; as: SupportSide; open?: boolean | undefined; requiredPosition: RequiredPosition }>;

/** A page of support accesses, sorted by when they were opened. */
export const listSupportAccesses = (reader: Reader, question: ListSupportAccesses): Promise<ListPage> =>
  list(reader, { ...question, parts: accessParts(question.caller) }, (sources) => ({
    matching: sql.fragment`
      SELECT s.id, s.created_at, ${accessItem} AS item
      FROM ${sources[0].table} s ${joinSides(sources[1])}
      WHERE ${conditionsOf(question)}`,
    sortKey: { column: sql.fragment`created_at`, type: 'instant' },
  }));

const conditionsOf = ({ caller, as, open }: ListSupportAccesses): FragmentSqlToken =>
  allOf(
    sql.fragment`s.doc IS NOT NULL`,
    as === 'athlete' ? sql.fragment`s.owner = ${caller}` : sql.fragment`s.superuser = ${caller}`,
    open !== undefined && sql.fragment`(s.ended_at IS NULL AND s.expires_at > statement_timestamp()) = ${open}`,
  );
