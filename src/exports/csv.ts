import { DateTime } from 'luxon';
import type { SessionDocument } from '../documents/session.ts';
import type { Instant } from '../events/ids.ts';
import { decimalText } from './units.ts';

/** A value of a cell: numbers are written as they are, texts in quotation marks, and null is an empty cell. */
export type Cell = string | number | null;

function cellOf(value: Cell): string {
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  return value === null ? '' : decimalText(value);
}

export const lineOf = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\n`;

/** What the clock showed where the session took place, in a format of luxon. */
export const localTime = (at: Instant, { timezone }: SessionDocument, format: string): string =>
  DateTime.fromISO(at, { zone: timezone }).toFormat(format, { locale: 'en-US' });
