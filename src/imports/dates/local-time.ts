import { RowError } from '../formats/row-error.ts';
import { type DateStyle, type LocalTime, localTimeOf } from './date-parts.ts';
import { plainDate } from './date-text.ts';
import { english } from './english.ts';
import { maxWordsLength } from './folded-words.ts';
import { wordedTimeOf } from './worded-date.ts';

export type ParseLocalTime = (text: string) => LocalTime | null;

const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?`;
const half = String.raw`\s*(?:(?<half>[ap])\.?\s?m\.?)?`;
const offset = String.raw`\s*(?<offset>Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)?`;
const between = String.raw`(?:,|T|\sat)?\s*`;
const days = [
  String.raw`(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})`,
  String.raw`(?<day>\d{1,2})\.?\s(?<monthName>[\p{L}.]+)\s(?<year>\d{4})`,
  String.raw`(?<monthName>[\p{L}.]+)\s(?<day>\d{1,2}),?\s(?<year>\d{4})`,
  String.raw`(?<first>\d{1,2})(?<mark>[-/.])\s?(?<last>\d{1,2})\k<mark>\s?(?<year>\d{4})`,
];
const patterns = days.map((day) => new RegExp(`^${day}(?:${between}${clock}${half}${offset})?$`, 'iu'));

/**
 * Creates a parser of times such as `2021-02-10 16:46:13`, `5 Dec 2025, 11:37` or `May 15, 2026, 7:26 PM`. It returns
 * null for an empty cell and throws `RowError`. It remembers its last result, because all rows of a workout repeat it.
 */
export function createParseLocalTime(what: string, style: DateStyle = { order: null, vocabulary: english }) {
  let lastText = '';
  let lastTime: LocalTime | null = null;
  const parse: ParseLocalTime = (text) => {
    if (text !== lastText) {
      lastTime = parseLocalTime(text, what, style);
      lastText = text;
    }
    return lastTime;
  };
  return parse;
}

function parseLocalTime(text: string, what: string, style: DateStyle): LocalTime | null {
  const plain = plainDate(text);
  if (plain === '') return null;
  if (plain.length <= maxWordsLength) {
    const parts = patterns.map((pattern) => pattern.exec(plain)?.groups).find((groups) => groups !== undefined);
    const time = (parts && localTimeOf(parts, what, style)) ?? wordedTimeOf(plain, what, style);
    if (time !== null) return time;
  }
  throw new RowError(`${what} ${JSON.stringify(plain.slice(0, 60))} is not a valid date.`);
}
