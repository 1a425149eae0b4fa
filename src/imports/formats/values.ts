import {
  type DistanceUnit,
  hasLength,
  hasSecondsDecimals,
  isInteger,
  isRpe,
  type Length,
  maxQuantity,
  nameLength,
  notesLength,
  reps as repsRange,
  type WeightUnit,
} from '../../events/values.ts';

/** What is wrong with one row, in words for the athlete. */
export class RowError extends Error {}

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The name as written; null where there is none. */
export const nameOf = (text: string, what: string): string | null => textOf(text, what, nameLength);
export const notesOf = (text: string, what: string): string | null => textOf(text, what, notesLength);

/** A longer text rejects its row, because cutting it would lose something. */
function textOf(text: string, what: string, { max }: Length): string | null {
  if (!hasLength(text, { min: 0, max })) throw new RowError(`${what} is longer than ${max} characters.`);
  return text.trim() === '' ? null : text;
}

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;
const decimal = (text: string): number => (NUMBER.test(text) ? Number(text.replace(',', '.')) : Number.NaN);

/** The number as written, with a point or a comma; null where the cell is empty. */
export function numberOf(text: string, what: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const value = decimal(trimmed);
  if (Number.isNaN(value)) throw new RowError(`${what} ${quoted(trimmed)} is not a number.`);
  if (Math.abs(value) >= maxQuantity) throw new RowError(`${what} ${quoted(trimmed)} is not below 1,000,000.`);
  return value;
}

/** Both apps write a 0 where nothing was entered. */
const measured = (value: number | null): number | null => (value === 0 ? null : value);

/** Negative is assistance. */
export const weightOf = (text: string): number | null => measured(numberOf(text, 'The weight'));
export const distanceOf = (text: string): number | null => measured(natural(text, 'The distance'));

export function secondsOf(text: string): number | null {
  const seconds = measured(natural(text, 'The number of seconds'));
  if (seconds !== null && !hasSecondsDecimals(seconds)) {
    throw new RowError(`The number of seconds ${quoted(text)} has more than three decimals.`);
  }
  return seconds;
}

export function repsOf(text: string): number | null {
  const reps = natural(text, 'The number of reps');
  if (reps !== null && !isInteger(reps, repsRange)) {
    throw new RowError(`The number of reps ${quoted(text)} is not a whole number up to 10,000.`);
  }
  return reps;
}

export function rpeOf(text: string): number | null {
  const rpe = measured(numberOf(text, 'The RPE'));
  if (rpe !== null && !isRpe(rpe)) {
    throw new RowError(`The RPE ${quoted(text)} is not between 1 and 10 in steps of 0.5.`);
  }
  return rpe;
}

/** A place in an order, or the number of a group. */
export function indexOf(text: string, what: string): number | null {
  const index = natural(text, what);
  if (index !== null && !Number.isInteger(index)) throw new RowError(`${what} ${quoted(text)} is not a whole number.`);
  return index;
}

function natural(text: string, what: string): number | null {
  const value = numberOf(text, what);
  if (value !== null && value < 0) throw new RowError(`${what} ${quoted(text)} is negative.`);
  return value;
}

/** One of a closed list of words, written in any case. */
export function oneOf<Value>(text: string, words: ReadonlyMap<string, Value>, what: string): Value {
  const value = words.get(text.trim().toLowerCase());
  if (value === undefined) throw new RowError(`${what} ${quoted(text)} is unknown.`);
  return value;
}

/** Clock times, `1h 2m 3s` and the like, and plain seconds; null where the cell is empty. */
export function durationOf(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const seconds = clock(trimmed) ?? parts(trimmed) ?? decimal(trimmed);
  if (!(seconds >= 0 && seconds <= MAX_DURATION))
    throw new RowError(`The duration ${quoted(trimmed)} is not possible.`);
  return seconds;
}

// Ten years: workouts that somebody forgot to end run for days, and nothing runs longer.
const MAX_DURATION = 10 * 366 * 86_400;

// No two neighbours match blanks: the ways to share out a run of them between two would be as many as its square.
const PARTS = /^(?:(\d+)\s*h(?:rs?|ours?)?\s*)?(?:(\d+)\s*m(?:in(?:ute)?s?)?\s*)?(?:(\d+)\s*s(?:ec(?:ond)?s?)?)?$/i;
const CLOCK = /^(\d+):(\d{2}):(\d{2})$/;

const parts = (text: string): number | null => secondsIn(PARTS.exec(text));
const clock = (text: string): number | null => secondsIn(CLOCK.exec(text));
const secondsIn = (match: RegExpExecArray | null): number | null =>
  match && Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);

export const weightUnits: ReadonlyMap<string, WeightUnit> = new Map([
  ...(['kg', 'kgs'] as const).map((word) => [word, 'kg'] as const),
  ...(['lb', 'lbs'] as const).map((word) => [word, 'lb'] as const),
]);

export const distanceUnits: ReadonlyMap<string, DistanceUnit> = new Map([
  ...(['m', 'meter', 'meters'] as const).map((word) => [word, 'm'] as const),
  ...(['km', 'kms', 'kilometers'] as const).map((word) => [word, 'km'] as const),
  ...(['mi', 'mi.', 'mile', 'miles'] as const).map((word) => [word, 'mi'] as const),
  ...(['yd', 'yds', 'yards'] as const).map((word) => [word, 'yd'] as const),
  ...(['ft', 'feet'] as const).map((word) => [word, 'ft'] as const),
]);
