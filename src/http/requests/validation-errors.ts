import type { z } from 'zod';
import { DomainError, type ValidationError } from '../../errors.ts';

type Issue = z.core.$ZodIssue;

/** More than any honest request has; keeps answers to the other ones small. */
const maxErrors = 100;

/** The refusal that lists everything wrong with a request. `issues` begin their paths with the request's part. */
export function validationError(issues: readonly Issue[]): DomainError {
  const validationErrors = issues.values().flatMap(errorsOf).take(maxErrors).toArray();
  return new DomainError('validation', 'The request is not valid; see details.', { validationErrors });
}

/** The parameters of a custom rule: its `type` in the contract's closed list. */
export const rule = (type: string, message: string) => ({ params: { type }, message });

function errorsOf(issue: Issue): ValidationError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, maxErrors).map((key) => ({
      type: 'extra_forbidden',
      field: fieldOf([...issue.path, key]),
      message: 'There is no such member.',
    }));
  }
  const field = fieldOf(issue.path);
  if (issue.input === undefined) return [{ type: 'missing', field, message: 'This is required.' }];
  return [{ type: typeOf(issue), field, message: issue.message }];
}

const headerNames: Readonly<Record<string, string>> = { 'if-match': 'If-Match', 'idempotency-key': 'Idempotency-Key' };

/** The member's name, dotted where members nest; of a list's item its index; of a whole part the part. */
function fieldOf([part, ...path]: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return String(part);
  if (typeof last === 'number') return String(last);
  const field = path.map(String).join('.');
  return part === 'headers' ? (headerNames[field] ?? field) : field;
}

function typeOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeOfWrong(issue.expected, issue.input);
    case 'too_small':
      return issue.origin === 'string'
        ? 'string_too_short'
        : issue.origin === 'array'
          ? 'too_short'
          : 'greater_than_equal';
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

function typeOfWrong(expected: string, input: unknown): string {
  switch (expected) {
    case 'string':
      return 'string_type';
    case 'array':
      return 'list_type';
    case 'boolean':
      return 'bool_type';
    case 'number':
      // JSON writes numbers beyond what any program holds, which read as infinite.
      return typeof input !== 'number' ? 'value_error' : input > 0 ? 'less_than_equal' : 'greater_than_equal';
    default:
      return 'value_error';
  }
}
