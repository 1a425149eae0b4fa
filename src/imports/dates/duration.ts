import { quoted } from '../formats/cells.ts';
import { decimalOf, type NumberStyle } from '../formats/numbers.ts';
import { RowError } from '../formats/row-error.ts';
import { english } from './english.ts';
import { foldWord, maxWordsLength } from './folded-words.ts';
import { meaningOf, type Vocabulary } from './vocabulary.ts';

/**
 * The longest duration of a workout: ten years, in seconds. Workouts that the athlete forgot to end may last for days.
 */
const maxDuration = 10 * 366 * 86_400;

/** How a column writes durations. */
export type DurationStyle = Readonly<{
  numbers: NumberStyle;
  /** How many seconds a plain number means. */
  unit?: number;
  /** What the first part of a clock with two parts counts: `1:05` is an hour of a workout, and a minute of a set. */
  clock?: 'hours' | 'minutes';
  vocabulary?: Vocabulary;
}>;

const clockPattern = /^(\d+):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;
const partPattern =
  /(\d+(?:[.,]\d+)?)\s*([\p{L}\p{M}][\p{L}\p{M}.'’]*)[\s,]*(?:(?:and|und|et|y|e|en|и|i|och|og)\s+)?/uy;

/**
 * Parses a duration such as `1:05`, `01:02:03`, `1h 2m 3s`, `1 Std. 5 Min.` or a plain number to seconds; null for an
 * empty cell. Throws `RowError`.
 */
export function parseDuration(text: string, style: DurationStyle): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const isReadable = trimmed.length <= maxWordsLength;
  const seconds = isReadable ? (clockOf(trimmed, style) ?? plainOf(trimmed, style) ?? wordedOf(trimmed, style)) : null;
  if (!(seconds !== null && seconds >= 0 && seconds <= maxDuration)) {
    throw new RowError(`The duration ${quoted(trimmed)} is not valid.`);
  }
  return seconds;
}

function clockOf(text: string, { clock = 'hours' }: DurationStyle): number | null {
  const [, first, second, third, decimals] = clockPattern.exec(text) ?? [];
  if (first === undefined || Number(second) > 59 || Number(third ?? 0) > 59) return null;
  const whole = Number(first) * 60 + Number(second);
  if (third === undefined) return clock === 'hours' ? whole * 60 : whole;
  return Number(`${whole * 60 + Number(third)}${decimals === undefined ? '' : `.${decimals}`}`);
}

function plainOf(text: string, { numbers, unit = 1 }: DurationStyle): number | null {
  const number = decimalOf(text, numbers);
  return number === null || Number.isNaN(number) ? null : Number((number * unit).toPrecision(12));
}

let last: Readonly<{ text: string; vocabulary: Vocabulary; seconds: number | null }> | undefined;

/** Remembers the last result, because all rows of a workout repeat its duration. */
function wordedOf(text: string, { vocabulary = english }: DurationStyle): number | null {
  if (last?.text !== text || last.vocabulary !== vocabulary)
    last = { text, vocabulary, seconds: readWords(text, vocabulary) };
  return last.seconds;
}

/** Reads numbers with units, from the largest unit to the smallest; null for any other text. */
function readWords(text: string, vocabulary: Vocabulary): number | null {
  let seconds = 0;
  let previous = Number.POSITIVE_INFINITY;
  const pattern = new RegExp(partPattern);
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const [, number = '', word = ''] = pattern.exec(text) ?? [];
    const unit = meaningOf(vocabulary.units, foldWord(word));
    if (unit === null || unit === 'unclear' || unit >= previous) return null;
    seconds += Number(number.replace(',', '.')) * unit;
    previous = unit;
  }
  return Number(seconds.toPrecision(12));
}
