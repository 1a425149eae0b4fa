import { hasLength, type Length, maxQuantity, nameLength, notesLength } from '../../events/values.ts';
import { decimalOf, type NumberStyle } from './numbers.ts';
import { RowError } from './row-error.ts';

/**
 * The functions here parse single cells. They return null for an empty cell and throw `RowError` for an invalid one;
 * `what` names the cell in error messages.
 */

/** Writes a cell for an error message: in quotation marks, shortened to 40 characters. */
export const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Writes a limit for an error message, such as `10,000`. */
export const written = (limit: number): string => limit.toLocaleString('en-US');

/** Names and notes stay as written. A text that is too long is invalid, because cutting it would lose content. */
export const parseName = (text: string, what: string): string | null => parseText(text, what, nameLength);
export const parseNotes = (text: string, what: string): string | null => parseText(text, what, notesLength);

function parseText(text: string, what: string, { max }: Length): string | null {
  if (!hasLength(text, { min: 0, max })) throw new RowError(`${what} is longer than ${written(max)} characters.`);
  return text.trim() === '' ? null : text;
}

export function parseNumber(text: string, what: string, style: NumberStyle): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const value = decimalOf(trimmed, style);
  if (value === null) throw new RowError(`${what} ${quoted(trimmed)} is unclear: ${unclear}`);
  if (Number.isNaN(value)) throw new RowError(`${what} ${quoted(trimmed)} is not a number.`);
  if (Math.abs(value) >= maxQuantity) {
    throw new RowError(`${what} ${quoted(trimmed)} is out of range: the limit is ${written(maxQuantity)}.`);
  }
  return value;
}

const unclear = 'the other numbers of the file do not tell whether the mark separates thousands or decimals.';

export function parseNonNegative(text: string, what: string, style: NumberStyle): number | null {
  const value = parseNumber(text, what, style);
  if (value !== null && value < 0) throw new RowError(`${what} ${quoted(text)} is negative.`);
  return value;
}

/** Parses a whole number that is not negative: a position in an order or the number of a superset. */
export function parseIndex(text: string, what: string): number | null {
  const index = parseNonNegative(text, what, { decimalMark: '.' });
  if (index !== null && !Number.isInteger(index)) throw new RowError(`${what} ${quoted(text)} is not a whole number.`);
  return index;
}

/** The longest word that a cell may contain; real ones are far shorter. */
const maxWordLength = 100;

/** Parses a word, in upper or lower case, to its value in `words`. Throws `RowError` for an unknown word. */
export function parseWord<Value>(text: string, words: ReadonlyMap<string, Value>, what: string): Value {
  const value = text.length > maxWordLength ? undefined : words.get(text.trim().toLowerCase());
  if (value === undefined) throw new RowError(`${what} ${quoted(text)} is unknown.`);
  return value;
}
