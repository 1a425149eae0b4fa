import { nextTurn } from '../next-turn.ts';
import { tokensIn, wordsIn } from './folded-words.ts';
import type { Vocabulary } from './vocabulary.ts';

type Growing<Value> = Map<string, Map<Value, Set<string>>>;
type Collected = Readonly<{
  months: Growing<number>;
  halves: Growing<'a' | 'p'>;
  fillers: Set<string>;
  units: Growing<number>;
}>;

function addDates({ months, halves, fillers }: Collected, language: string): void {
  // Files have Latin digits and the Gregorian calendar, whatever is usual in the language.
  const locale = `${language}-u-nu-latn-ca-gregory`;
  const day = { day: 'numeric', year: 'numeric' } as const;
  const time = { ...day, hour: 'numeric', minute: 'numeric' } as const;
  const styles = (['short', 'long'] as const).flatMap((month) => [
    ...[{ month }, { month, ...day }, { month, ...time, hour12: month === 'short' }],
  ]);
  for (const style of styles) {
    const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1) {
      for (const { type, value } of format.formatToParts(Date.UTC(2024, month - 1, 15, month + 5))) {
        if (type === 'month' && /\p{L}/u.test(value)) add(months, value, month, language);
        if (type === 'dayPeriod') add(halves, value, month + 5 < 12 ? 'a' : 'p', language);
        if (type === 'literal') for (const word of wordsIn(value)) fillers.add(word);
      }
    }
  }
}

function addUnits({ units }: Collected, language: string): void {
  for (const [unit, seconds] of Object.entries({ day: 86_400, hour: 3_600, minute: 60, second: 1 })) {
    for (const unitDisplay of ['long', 'short'] as const) {
      const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay });
      for (const number of [1, 2, 5]) {
        for (const { type, value } of format.formatToParts(number))
          if (type === 'unit') add(units, value, seconds, language);
      }
    }
  }
}

function add<Value>(to: Growing<Value>, written: string, value: Value, language: string): void {
  const word = tokensIn(written).join(' ');
  const meaning = to.get(word) ?? new Map<Value, Set<string>>();
  to.set(word, meaning.set(value, (meaning.get(value) ?? new Set()).add(language)));
}

type AddWords = (to: Collected, language: string) => void;

const read =
  (addWords: AddWords) =>
  async (languages: readonly string[]): Promise<Vocabulary> => {
    const collected: Collected = { months: new Map(), halves: new Map(), fillers: new Set(), units: new Map() };
    for (const language of languages) {
      addWords(collected, language);
      // One language takes milliseconds, and all of them take seconds, so other work of the process is done in between.
      await nextTurn();
    }
    return collected;
  };

/** Reads the words that these languages have in dates. */
export const readDateWords = read(addDates);

/** Reads the words that these languages have for units of time. */
export const readUnitWords = read(addUnits);
