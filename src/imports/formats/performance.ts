import { type Distance, emptyPerformance, type Performance, type Weight } from '../../events/performance.ts';
import {
  hasSecondsDecimals,
  isInteger,
  isRpe,
  reps as repsRange,
  rpe as rpeRange,
  type SetType,
  secondsDecimals,
  type WeightUnit,
} from '../../events/values.ts';
import { parseNonNegative, parseNotes, parseNumber, parseWord, quoted, written } from './cells.ts';
import type { Header } from './header.ts';
import { RowError } from './row-error.ts';
import type { Cell } from './rows.ts';
import { distanceUnitOf, weightUnitOf } from './units.ts';

/** The units from the header or the request, for rows that name no unit. */
export type DefaultUnits = Pick<Header, 'weightUnit' | 'distanceUnit'>;

export type SetDetails = Readonly<{ type: SetType; note: string | null; units: DefaultUnits }>;

/**
 * Parses what was done in the set of a row. A set records either reps, or seconds and distance: seconds and a distance
 * beside reps go into the set's note. If reps are 0 beside seconds or a distance, no reps were counted.
 */
export function parsePerformance(cell: Cell, { type, note, units }: SetDetails): Performance {
  const weight = parseWeight(cell, units);
  const distance = parseDistance(cell, weight?.unit ?? null, units);
  const seconds = parseSeconds(cell('seconds'));
  const counted = parseReps(cell('reps'));
  const reps = counted === 0 && (seconds !== null || distance !== null) ? null : counted;
  const hasReps = reps !== null;
  return {
    ...emptyPerformance,
    type,
    weight,
    reps,
    seconds: hasReps ? null : seconds,
    distance: hasReps ? null : distance,
    rpe: parseRpe(cell('rpe')),
    personal: { notes: hasReps ? withMeasures(note, distance, seconds) : note },
  };
}

/** Turns 0 into null, because Strong and Hevy write 0 when nothing was entered. */
const zeroAsNull = (value: number | null): number | null => (value === 0 ? null : value);

/** Parses the weight of a row. A negative weight is assistance, for example by a machine. */
function parseWeight(cell: Cell, { weightUnit }: DefaultUnits): Weight | null {
  const value = zeroAsNull(parseNumber(cell('weight'), 'The weight'));
  if (value === null) return null;
  const named = cell('weightUnit');
  const unit = named.trim() === '' ? weightUnit : parseWord(named, weightUnitOf, 'The weight unit');
  if (unit === null) throw new RowError('The weight has no unit (kg or lb).');
  return { value, unit };
}

function parseDistance(cell: Cell, weightUnitOfRow: WeightUnit | null, units: DefaultUnits): Distance | null {
  const value = zeroAsNull(parseNonNegative(cell('distance'), 'The distance'));
  if (value === null) return null;
  const named = cell('distanceUnit');
  if (named.trim() !== '') return { value, unit: parseWord(named, distanceUnitOf, 'The distance unit') };
  // When neither row nor header names a unit of distance, Strong means the displayed one: km together with kg, miles
  // with lb.
  const displayed = (weightUnitOfRow ?? units.weightUnit) === 'lb' ? 'mi' : 'km';
  return { value, unit: units.distanceUnit ?? displayed };
}

function parseSeconds(text: string): number | null {
  const seconds = zeroAsNull(parseNonNegative(text, 'The number of seconds'));
  if (seconds !== null && !hasSecondsDecimals(seconds)) {
    throw new RowError(`The number of seconds ${quoted(text)} has more than ${secondsDecimals} decimals.`);
  }
  return seconds;
}

function parseReps(text: string): number | null {
  const reps = parseNonNegative(text, 'The number of reps');
  if (reps !== null && !isInteger(reps, repsRange)) {
    throw new RowError(`The number of reps ${quoted(text)} is not a whole number up to ${written(repsRange.max)}.`);
  }
  return reps;
}

function parseRpe(text: string): number | null {
  const rpe = zeroAsNull(parseNumber(text, 'The RPE'));
  if (rpe !== null && !isRpe(rpe)) {
    const { min, max, step } = rpeRange;
    throw new RowError(`The RPE ${quoted(text)} is not between ${min} and ${max} in steps of ${step}.`);
  }
  return rpe;
}

/** Adds the distance and the seconds of a set that has reps to the note of the set. */
function withMeasures(note: string | null, distance: Distance | null, seconds: number | null): string | null {
  const measures = [distance && `${distance.value} ${distance.unit}`, seconds !== null && `${seconds} s`];
  const text = measures.filter((measure) => typeof measure === 'string').join(', ');
  if (text === '') return note;
  return parseNotes(note === null ? text : `${note}\n${text}`, 'The note with distance and seconds');
}
