import { invalid } from '../../errors.ts';
import { type Instant, instantOf } from '../../events/ids.ts';
import type { MeasurementContent } from '../../events/measurement.ts';
import { clockPattern, firstDay, isMeasured, measurementKinds, unitsOfKind } from '../../events/measurement-values.ts';
import { isDay, isOneOf } from '../../events/values.ts';
import { checkNotes, checkOneOf } from '../checks.ts';

/** How far the clocks of the first time zone of a day are ahead of UTC. */
const aheadMs = 14 * 3_600_000;

/** Refuses a measurement that breaks a rule of events/values.ts, or whose day has begun nowhere on Earth. */
export function checkContent({ kind, value, unit, day, time, notes }: MeasurementContent, at: Instant): void {
  checkOneOf('kind', kind, measurementKinds);
  if (!isOneOf(unitsOfKind(kind), unit)) {
    throw invalid('unit', `The unit of ${kind} is one of ${unitsOfKind(kind).join(', ')}.`);
  }
  if (!isMeasured(value, unit)) throw invalid('value', 'This is not a possible measurement in this unit.');
  if (!isDay(day) || day < firstDay) throw invalid('day', 'This is not a day.');
  if (day > latestDay(at)) throw invalid('day', 'This day has not begun yet.');
  if (time !== null && !clockPattern.test(time)) throw invalid('time', 'This is not a time of day, HH:MM or HH:MM:SS.');
  checkNotes('notes', notes);
}

const latestDay = (at: Instant): string => instantOf(Date.parse(at) + aheadMs).slice(0, 10);
