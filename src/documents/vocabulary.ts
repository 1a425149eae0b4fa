import { editDistance, letterSet, mayBeNear } from './edit-distance.ts';
import { meaningOf } from './search-words.ts';

/**
 * How far a searched word is from a word of a name: the lower, the better. `beginning`: the name's word begins with it;
 * `inside`: contains it elsewhere; slips are counted by `editDistance`.
 */
export const closeness = { same: 0, beginning: 1, oneSlip: 2, inside: 3, twoSlips: 4, none: 255 } as const;

/** How far a searched word is from each known word, by the number of the known word. */
export type Likeness = Uint8Array;

/** A way in which a known word is written, such as its plural or a short form. */
type Form = Readonly<{ text: string; letters: readonly string[]; set: number; word: number }>;

/** The words of many names, by number. */
export type Vocabulary = Readonly<{
  /** Adds the meaning of a written word, and returns the numbers of the words that it means. */
  add: (written: string) => readonly number[];
  /** Whether a known word is written so. */
  knows: (written: string) => boolean;
  /** Whether a known word begins so. */
  begins: (written: string) => boolean;
  /** How far each known word is from a searched word. With `exactly`, only words that are the same are known. */
  compare: (written: string, exactly: boolean) => Likeness;
}>;

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const forms: Form[] = [];
  const texts = new Map<string, number[]>();
  const meanings = new Map<string, readonly number[]>();

  function numberOf(word: string): number {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(word, number);
    addForm(word, number);
    return number;
  }
  function addForm(text: string, word: number): void {
    const letters = [...text];
    forms.push({ text, letters, set: letterSet(letters), word });
    texts.set(text, [...(texts.get(text) ?? []), word]);
  }

  return {
    add(written) {
      const known = meanings.get(written);
      if (known) return known;
      const meaning = meaningOf(written).map(numberOf);
      const [only] = meaning;
      if (only !== undefined && singleMeaningOf(written) !== written) addForm(written, only);
      meanings.set(written, meaning);
      return meaning;
    },
    knows: (written) => texts.has(written) || texts.has(singleMeaningOf(written)),
    begins: (written) => forms.some(({ text }) => text.startsWith(written)),
    compare(written, exactly) {
      const likeness = new Uint8Array(numbers.size).fill(closeness.none);
      for (const text of new Set([written, singleMeaningOf(written)])) {
        for (const word of texts.get(text) ?? []) likeness[word] = closeness.same;
        if (exactly) continue;
        const distanceOf = comparisonWith(text);
        for (const form of forms) {
          const distance = distanceOf(form);
          if (distance < (likeness[form.word] ?? closeness.none)) likeness[form.word] = distance;
        }
      }
      return likeness;
    },
  };
}

/** The word that a written word means; the written word itself when it is short for several words. */
function singleMeaningOf(written: string): string {
  const [word, another] = meaningOf(written);
  return word === undefined || another !== undefined ? written : word;
}

/** The length from which two slips of a word are forgiven instead of one. */
const longWord = 8;

function comparisonWith(text: string): (form: Form) => number {
  const letters = [...text];
  const set = letterSet(letters);
  return (form) => {
    if (form.text.startsWith(text)) return form.text === text ? closeness.same : closeness.beginning;
    const limit = Math.max(letters.length, form.letters.length) < longWord ? 1 : 2;
    const isFar = Math.abs(letters.length - form.letters.length) > limit || !mayBeNear(set, form.set, limit);
    const slips = isFar ? limit + 1 : editDistance(letters, form.letters, limit);
    if (slips === 1) return closeness.oneSlip;
    if (form.text.includes(text)) return closeness.inside;
    return slips > limit ? closeness.none : closeness.twoSlips;
  };
}
