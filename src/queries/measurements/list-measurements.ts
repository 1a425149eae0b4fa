import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { MeasurementKind } from '../../events/measurement-values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import type { SortKey } from '../statements/places.ts';
import { type DayRange, ofDays } from './day-range.ts';

/** A request for a page of measurements. The list contains those that match every given filter. */
export type ListMeasurements = Page &
  DayRange &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    kind?: MeasurementKind | undefined;
    /** Measurements changed at or after this instant. */
    updatedAfter?: Instant | undefined;
  }>;

const moment: SortKey = { column: sql.fragment`moment`, type: 'text' };

/** A page of the owner's measurements, sorted by their days and times. */
export const listMeasurements = (reader: Reader, question: ListMeasurements): Promise<ListPage> =>
  list(reader, { ...question, parts: [{ model: readModels.measurements, owner: question.owner }] }, ([rows]) => ({
    matching: sql.fragment`SELECT id, moment, doc AS item FROM ${rows.table} WHERE ${conditionsOf(question)}`,
    sortKey: moment,
  }));

const conditionsOf = ({ owner, kind, updatedAfter, ...range }: ListMeasurements): FragmentSqlToken =>
  allOf(
    sql.fragment`owner = ${owner}`,
    sql.fragment`doc IS NOT NULL`,
    kind !== undefined && sql.fragment`kind = ${kind}`,
    updatedAfter !== undefined && sql.fragment`updated_at >= ${updatedAfter}::timestamptz`,
    ...ofDays(range),
  );
