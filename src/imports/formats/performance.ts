import { type Distance, emptyPerformance, type Performance, type Weight } from '../../events/performance.ts';
import {
  hasSecondsDecimals,
  isInteger,
  isRpe,
  reps as repsRange,
  rir as rirRange,
  rpe as rpeRange,
  type SetType,
  secondsDecimals,
  type WeightUnit,
} from '../../events/values.ts';
import { parseNonNegative, parseNotes, parseNumber, parseWord, quoted, written } from './cells.ts';
import { parseDuration } from './duration.ts';
import type { NumberStyle } from './numbers.ts';
import { RowError } from './row-error.ts';
import type { Filled, Row } from './rows.ts';
import { distanceUnitOf, kilogramsOf, metersOf, secondsOfUnit, weightUnitOf } from './units.ts';

/** What the file tells about the numbers in its rows; `weightUnit` is for weights without a unit. */
export type MeasureStyle = Readonly<{ numbers: NumberStyle; weightUnit: WeightUnit | null }>;

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
    seconds: hasReps ? null : seconds,
    distance: hasReps ? null : distance,
    rpe,
    rir: rpe === null ? row.leaveOut(() => parseRir(row.text('rir'), numbers)) : null,
    personal: { notes: hasReps ? withMeasures(row, note, distance, seconds) : note },
  };
}

/** Turns 0 into null, because Strong and Hevy write 0 when nothing was entered. */
const zeroAsNull = (value: number | null): number | null => (value === 0 ? null : value);

type Quantity<Unit> = Readonly<{ value: number; unit: Unit; text: string }>;

/** Parses the weight of a row. A negative weight is assistance, for example by a machine. */
function parseWeight(row: Row, { numbers, weightUnit }: MeasureStyle): Weight | null {
  const named = row.text('weightUnit').trim();
  const read = ({ text, unit }: Filled): Quantity<WeightUnit>[] => {
    const value = zeroAsNull(parseNumber(text, 'The weight', numbers));
    if (value === null) return [];
    const written =
      named === '' ? (weightUnitOf.get(unit ?? '') ?? weightUnit) : parseWord(named, weightUnitOf, 'The weight unit');
    if (written === null) throw new RowError('The weight has no unit (kg or lb).');
    return [{ value, unit: written, text: text.trim() }];
  };
  return onlyOne(row.filled('weight').flatMap(read), kilogramsOf, 'weights');
}

function parseDistance(row: Row, weightUnitOfRow: WeightUnit | null, style: MeasureStyle): Distance | null {
  const named = row.text('distanceUnit').trim();
  // When neither row nor header names a unit of distance, Strong means the displayed one: km together with kg, miles
  // with lb.
  const displayed = (weightUnitOfRow ?? style.weightUnit) === 'lb' ? 'mi' : 'km';
  // FitNotes may write the unit of the weight here, which says nothing about the distance.
  const unitOfRow = named === '' || weightUnitOf.has(named.toLowerCase()) ? null : parseDistanceUnit(named);
  const read = ({ text, unit }: Filled) => {
    const value = zeroAsNull(parseNonNegative(text, 'The distance', style.numbers));
    if (value === null) return [];
    return [{ value, unit: unitOfRow?.() ?? distanceUnitOf.get(unit ?? '') ?? displayed, text: text.trim() } as const];
  };
  return onlyOne(row.filled('distance').flatMap(read), metersOf, 'distances');
}

/** Parses the unit of a distance when it is needed: it does not matter beside an empty distance. */
const parseDistanceUnit = (named: string) => () => parseWord(named, distanceUnitOf, 'The distance unit');

/**
 * Returns the value that a row has in several columns, one for each unit. They must be the same quantity, except for
 * what rounding has changed.
 */
function onlyOne<Unit extends string>(
  quantities: readonly Quantity<Unit>[],
  factors: Readonly<Record<Unit, number>>,
  what: string,
): Readonly<{ value: number; unit: Unit }> | null {
  const [first, ...others] = quantities;
  if (first === undefined) return null;
  const isSame = (other: Quantity<Unit>): boolean => {
    const difference = Math.abs(first.value * factors[first.unit] - other.value * factors[other.unit]);
    return (
      difference <= Math.max(roundingOf(first.text) * factors[first.unit], roundingOf(other.text) * factors[other.unit])
    );
  };
  const different = others.find((other) => !isSame(other));
  if (different === undefined) return { value: first.value, unit: first.unit };
  const shown = [first, different].map(({ value, unit }) => `${value} ${unit}`).join(' and ');
  throw new RowError(`The row has two different ${what}: ${shown}.`);
}

/** Half of the last digit of a number: how far rounding may have moved it. */
const roundingOf = (text: string): number => 0.500_001 * 10 ** -(/[.,](\d+)$/.exec(text)?.[1]?.length ?? 0);

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
