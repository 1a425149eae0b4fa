import type { z } from 'zod';
import { DomainError, type ValidationError } from '../../errors.ts';

type Issue = z.core.$ZodIssue;

/** How many errors one response lists. An honest request has fewer; the limit bounds the size of the response. */
const maxErrors = 100;
/** How much of an unknown field's name a response repeats. */
const maxFieldName = 100;

/**
 * Makes the `validation` error that lists everything wrong with a request. The path of each issue begins with the name
 * of the request's part, such as `body`.
 */
export function validationError(issues: readonly Issue[]): DomainError {
  const validationErrors = issues.values().flatMap(errorsOf).take(maxErrors).toArray();
  return new DomainError('validation', 'The request is not valid; see details.', { validationErrors });
}

/** The message and `type` of the error that a custom rule reports. The types are a closed list in docs/http.md. */
export const rule = (type: string, message: string) => ({ params: { type }, message });

/**
 * A condition for zod's `when`: a rule about several fields runs whenever the value is an object, even if single fields
 * are invalid.
 */
export const isObject = ({ value }: { value: unknown }): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function errorsOf(issue: Issue): ValidationError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, maxErrors).map((key) => ({
      type: 'extra_forbidden',
      field: fieldOf([...issue.path, shortened(key)]),
      message: 'Unknown field.',
    }));
  }
  const field = fieldOf(issue.path);
  if (issue.input === undefined) return [{ type: 'missing', field, message: 'Required.' }];
  return [{ type: typeOf(issue), field, message: issue.message }];
}

const shortened = (name: string): string => (name.length > maxFieldName ? `${name.slice(0, maxFieldName)}…` : name);

const headerNames: Readonly<Record<string, string>> = { 'if-match': 'If-Match', 'idempotency-key': 'Idempotency-Key' };

/**
 * The name of the field that an issue is about: dotted when nested, with the index of a list item, or the request's part
 * when the whole part is wrong.
 */
function fieldOf([part, ...path]: readonly PropertyKey[]): string {
  if (path.length === 0) return String(part);
  const field = path.map(String).join('.');
  return part === 'headers' ? (headerNames[field] ?? field) : field;
}

function typeOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeOfWrongType(issue.expected, issue.input);
    case 'too_small':
      return { string: 'string_too_short', array: 'too_short' }[issue.origin as string] ?? 'greater_than_equal';
    case 'too_big':
      return issue.origin === 'string' ? 'string_too_long' : 'less_than_equal';
    case 'invalid_value':
      return issue.values.length === 1 ? 'literal_error' : 'enum';
    case 'invalid_format':
      return 'string_pattern_mismatch';
    case 'custom':
      return typeof issue.params?.type === 'string' ? issue.params.type : 'value_error';
    default:
      return 'value_error';
  }
}

function typeOfWrongType(expected: string, input: unknown): string {
  switch (expected) {
    case 'string':
      return 'string_type';
    case 'array':
      return 'list_type';
    case 'boolean':
      return 'bool_type';
    case 'number':
      // JSON.parse turns a number beyond the range of a double, such as 1e400, into Infinity. The error says that the
      // number is too large or too small.
      return typeof input !== 'number' ? 'value_error' : input > 0 ? 'less_than_equal' : 'greater_than_equal';
    default:
      return 'value_error';
  }
}
