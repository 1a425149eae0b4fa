import { type Distance, emptyPerformance, type Performance } from '../../events/performance.ts';
import {
  hasSecondsDecimals,
  isInteger,
  isRpe,
  reps as repsRange,
  rir as rirRange,
  rpe as rpeRange,
  type SetType,
  secondsDecimals,
} from '../../events/values.ts';
import { parseDuration } from '../dates/duration.ts';
import { parseNonNegative, parseNotes, parseNumber, quoted, written } from './cells.ts';
import type { NumberStyle } from './numbers.ts';
import { type MeasureStyle, onlyOne, parseDistance, parseWeight, zeroAsNull } from './quantities.ts';
import { RowError } from './row-error.ts';
import type { Row } from './rows.ts';
import { secondsOfUnit } from './units.ts';

export type SetDetails = Readonly<{ type: SetType; note: string | null; style: MeasureStyle }>;

/**
 * Parses what was done in the set of a row. A set records either reps, or seconds and distance: seconds and a distance
 * beside reps go into the set's note. If reps are 0 beside seconds or a distance, no reps were counted.
 */
export function parsePerformance(row: Row, { type, note, style }: SetDetails): Performance {
  const { numbers } = style;
  const weight = parseWeight(row, style);
  const distance = parseDistance(row, weight?.unit ?? null, style);
  const seconds = parseSeconds(row, numbers);
  const counted = parseReps(row.text('reps'), numbers);
  const reps = counted === 0 && (seconds !== null || distance !== null) ? null : counted;
  const rpe = row.leaveOut(() => parseRpe(row.text('rpe'), numbers));
  const hasReps = reps !== null;
  return {
    ...emptyPerformance,
    type,
    weight,
    reps,
    ...(!hasReps && { seconds, distance }),
    rpe,
    rir: rpe === null ? row.leaveOut(() => parseRir(row.text('rir'), numbers)) : null,
    personal: { notes: hasReps ? withMeasures(row, note, distance, seconds) : note },
  };
}

function parseSeconds(row: Row, numbers: NumberStyle): number | null {
  const all = row.filled('seconds').flatMap(({ text, unit }) => {
    const value = zeroAsNull(parseNonNegative(text, 'The number of seconds', numbers));
    return value === null
      ? []
      : ([{ value: rounded(value * (secondsOfUnit.get(unit ?? '') ?? 1)), unit: 's', text }] as const);
  });
  const clocks = row.filled('time').flatMap(({ text, unit }) => {
    const value = zeroAsNull(
      parseDuration(text, { numbers, unit: secondsOfUnit.get(unit ?? '') ?? 1, clock: 'minutes' }),
    );
    return value === null ? [] : ([{ value, unit: 's', text }] as const);
  });
  const seconds = onlyOne([...all, ...clocks], { s: 1 }, 'times')?.value ?? null;
  if (seconds !== null && !hasSecondsDecimals(seconds)) {
    throw new RowError(`The number of seconds ${quoted(String(seconds))} has more than ${secondsDecimals} decimals.`);
  }
  return seconds;
}

/** Rounds what binary arithmetic adds to a product of decimals. */
const rounded = (value: number): number => Number(value.toPrecision(12));

export function parseReps(text: string, numbers: NumberStyle): number | null {
  const reps = parseNonNegative(text, 'The number of reps', numbers);
  if (reps !== null && !isInteger(reps, repsRange)) {
    throw new RowError(`The number of reps ${quoted(text)} is not a whole number up to ${written(repsRange.max)}.`);
  }
  return reps;
}

function parseRpe(text: string, numbers: NumberStyle): number | null {
  const rpe = zeroAsNull(parseNumber(text, 'The RPE', numbers));
  if (rpe !== null && !isRpe(rpe)) {
    const { min, max, step } = rpeRange;
    throw new RowError(`The RPE ${quoted(text)} is not between ${min} and ${max} in steps of ${step}.`);
  }
  return rpe;
}

function parseRir(text: string, numbers: NumberStyle): number | null {
  const rir = parseNumber(text, 'The RIR', numbers);
  if (rir !== null && !isInteger(rir, rirRange)) {
    throw new RowError(`The RIR ${quoted(text)} is not a whole number up to ${rirRange.max}.`);
  }
  return rir;
}

/** Adds the distance and the seconds of a set that has reps to the note of the set. */
function withMeasures(row: Row, note: string | null, distance: Distance | null, seconds: number | null): string | null {
  const measures = [distance && `${distance.value} ${distance.unit}`, seconds !== null && `${seconds} s`];
  const text = measures.filter((measure) => typeof measure === 'string').join(', ');
  if (text === '' || note === null) return text === '' ? note : text;
  const joined = row.leaveOut(() => parseNotes(`${note}\n${text}`, 'The note with distance and seconds'));
  return joined ?? text;
}
