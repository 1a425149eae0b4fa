import { invalid } from '../errors.ts';
import {
  type IntegerRange,
  isFreeText,
  isInteger,
  isName,
  isOneOf,
  isStorable,
  type Length,
  nameLength,
  notesLength,
} from '../events/values.ts';

// Deciders refuse values that break the rules of events/values.ts. HTTP and the importers check the same rules earlier
// and with more exact messages; the checks here hold for every way into the system. A check whose value
// can be null allows null.

export function checkName(field: string, name: string | null, length: Length = nameLength): void {
  if (name === null || isName(name, length)) return;
  throw invalid(field, `This is not a name of ${length.min} to ${length.max} characters.`);
}

export function checkNotes(field: string, text: string | null, length: Length = notesLength): void {
  if (text === null || isFreeText(text, length)) return;
  throw invalid(field, `This is not a text of ${length.min} to ${length.max} characters.`);
}

export function checkText(field: string, text: string): void {
  if (!isStorable(text)) throw invalid(field, 'This is not valid text.');
}

export function checkInteger(field: string, value: number | null, range: IntegerRange): void {
  if (value === null || isInteger(value, range)) return;
  throw invalid(field, `This is not a whole number from ${range.min} to ${range.max}.`);
}

export function checkOneOf<Value extends string>(
  field: string,
  value: Value | null,
  vocabulary: readonly Value[],
): void {
  if (value === null || isOneOf(vocabulary, value)) return;
  throw invalid(field, `This is not one of ${vocabulary.join(', ')}.`);
}
