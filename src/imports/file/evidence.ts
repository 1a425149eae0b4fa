import type { Column } from '../formats/header.ts';
import { vocabularyFor, wordsIn } from '../formats/languages.ts';
import { createParseLocalTime, type DateOrder, numericDate, plainDate } from '../formats/local-time.ts';
import { createNumberEvidence } from '../formats/numbers.ts';
import type { FileStyle, Row } from '../formats/rows.ts';

/** What the rows of a section tell together about how they write dates, numbers and words. */
export type Evidence = Readonly<{
  add: (row: Row) => void;
  /** Reads the evidence, when all rows have been added. */
  style: () => Promise<Pick<FileStyle, 'numbers' | 'vocabulary' | 'parseTime'>>;
}>;

const numberColumns: readonly Column[] = ['weight', 'distance', 'seconds', 'rpe', 'reps', 'rir'];
const dateColumns: readonly Column[] = ['start', 'end'];
const clockColumns: readonly Column[] = ['startClock', 'endClock'];
const durationColumns: readonly Column[] = ['duration', 'time'];

/** How many different words of dates or durations are looked up. All languages have fewer than this. */
const maxWords = 500;

export function createEvidence(): Evidence {
  const numbers = createNumberEvidence();
  const dates = createDateEvidence();
  const dateWords = new Set<string>();
  const durationWords = new Set<string>();
  return {
    add(row) {
      for (const column of numberColumns) for (const { text } of row.filled(column)) numbers.add(text);
      for (const column of dateColumns) {
        for (const { text } of row.filled(column)) {
          dates.add(text, column === 'start');
          addWords(dateWords, text);
        }
      }
      for (const column of clockColumns) for (const { text } of row.filled(column)) addWords(dateWords, text);
      for (const column of durationColumns) for (const { text } of row.filled(column)) addWords(durationWords, text);
    },
    async style() {
      const vocabulary = await vocabularyFor({ dates: dateWords, durations: durationWords });
      const order = dates.order();
      return {
        numbers: numbers.style(),
        vocabulary,
        parseTime: (what) => createParseLocalTime(what, { order, vocabulary }),
      };
    },
  };
}

function addWords(words: Set<string>, text: string): void {
  // Most dates and durations have no letters, so they are skipped without splitting them into words.
  if (words.size >= maxWords || !/\p{L}/u.test(text.slice(0, 100))) return;
  for (const word of wordsIn(text)) words.add(word);
}

/** Decides from all dates of a section whether the day or the month is first. */
function createDateEvidence() {
  let [hasDayFirst, hasMonthFirst] = [false, false];
  let last: readonly [number, number] | null = null;
  const rising: [boolean, boolean] = [true, true];
  const falling: [boolean, boolean] = [true, true];
  return {
    add(text: string, isStart: boolean): void {
      const plain = plainDate(text);
      const [, first, mark, second, year] = numericDate.exec(plain) ?? [];
      if (first === undefined) return;
      if (Number(first) > 12 || mark === '.') hasDayFirst = true;
      else if (Number(second) > 12) hasMonthFirst = true;
      if (!isStart) return;
      const readings = [
        Date.UTC(Number(year), Number(second) - 1, Number(first)),
        Date.UTC(Number(year), Number(first) - 1, Number(second)),
      ] as const;
      for (const index of [0, 1] as const) {
        if (last !== null && readings[index] < last[index]) rising[index] = false;
        if (last !== null && readings[index] > last[index]) falling[index] = false;
      }
      last = readings;
    },
    order(): DateOrder {
      if (hasDayFirst && hasMonthFirst) return null;
      if (hasDayFirst) return 'day-month';
      if (hasMonthFirst) return 'month-day';
      // Apps write workouts in the order of time, so the reading in which the dates only rise or only fall is right.
      const [isDayFirst, isMonthFirst] = [0, 1].map((index) => rising[index] || falling[index]);
      if (isDayFirst === isMonthFirst) return null;
      return isDayFirst ? 'day-month' : 'month-day';
    },
  };
}
