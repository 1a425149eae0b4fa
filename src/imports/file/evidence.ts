import { wordsIn } from '../dates/folded-words.ts';
import { vocabularyFor } from '../dates/languages.ts';
import { createParseLocalTime } from '../dates/local-time.ts';
import type { Column } from '../formats/layout.ts';
import { createNumberEvidence } from '../formats/numbers.ts';
import type { FileStyle, Row } from '../formats/rows.ts';
import { createDateEvidence } from './date-evidence.ts';

/** What the rows of a section tell together about how they write dates, numbers and words. */
export type Evidence = Readonly<{
  add: (row: Row) => void;
  /** Reads the evidence, when all rows have been added. */
  style: () => Promise<Pick<FileStyle, 'numbers' | 'vocabulary' | 'parseTime'>>;
}>;

const numberColumns: readonly Column[] = [
  ...(['weight', 'distance', 'seconds', 'rpe', 'reps', 'rir', 'value', 'bodyWeight'] as const),
];
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
