import type { Day } from '../../events/ids.ts';
import type { MeasurementContent } from '../../events/measurement.ts';
import type { ParseLocalTime } from '../dates/local-time.ts';
import { RowError } from '../formats/row-error.ts';
import { type Row, startOf } from '../formats/rows.ts';
import { wallText } from '../workouts/instants.ts';

/**
 * Parses the measurement of the body in a row of a file; null for a row without one. Throws `RowError` when a cell
 * without which the row means nothing is invalid.
 */
export type ParseMeasurement = (row: Row) => MeasurementContent | null;

/** The day of a row, and the time of day if the row has one of its own: `HH:MM`, with seconds when they are not 0. */
export function momentOf(row: Row, parseTime: ParseLocalTime): Pick<MeasurementContent, 'day' | 'time'> {
  const start = startOf(row, parseTime);
  if (start === null) throw new RowError('The date is missing.');
  const [day = '', clock = ''] = wallText(start).split('T');
  const hasClock = row.text('startClock').trim() !== '';
  return { day: day as Day, time: hasClock ? clock.replace(/:00$/, '') : null };
}
