import type { z } from 'zod';

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const forms: Readonly<Record<string, string>> = {
  datetime: 'a time in ISO 8601',
  date: 'a day, YYYY-MM-DD',
  email: 'an email address',
  url: 'a URL',
};

/**
 * The message for a value that breaks a rule of its schema, where the rule has no message of its own. Returns undefined
 * for the rules that zod words well.
 */
export function plainMessage(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'too_small':
      return bounded(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return bounded(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_format':
      return `Must have the form of ${forms[issue.format] ?? `${issue.pattern ?? issue.format}`}.`;
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : 'Has none of the allowed forms.';
    default:
      return undefined;
  }
}

function wrongType(expected: string, input: unknown): string {
  if (input === undefined) return 'Required.';
  // JSON.parse turns a number beyond the range of a double, such as 1e400, into Infinity.
  if (input === Number.POSITIVE_INFINITY || input === Number.NEGATIVE_INFINITY)
    return `Must be ${input > 0 ? 'less' : 'greater'}.`;
  return `Must be ${nouns[expected] ?? expected}.`;
}

function oneOf(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length === 1 ? `Must be ${shown[0]}.` : `Must be one of ${shown.join(', ')}.`;
}

function bounded(origin: string, limit: number | bigint, words: string): string {
  const unit = { string: 'character', array: 'item' }[origin];
  if (unit === undefined) return `Must be ${words} ${limit}.`;
  return `Must have ${words} ${limit} ${unit}${Number(limit) === 1 ? '' : 's'}.`;
}
