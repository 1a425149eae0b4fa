import { editDistance, letterSet, mayBeNear } from './edit-distance.ts';
import { meaningOf } from './search-words.ts';

/**
 * How far a searched word is from a word of a name: the lower, the better. `beginning`: the name's word begins with it;
 * `inside`: contains it elsewhere; slips are counted by `editDistance`.
 */
export const closeness = { same: 0, beginning: 1, oneSlip: 2, inside: 3, twoSlips: 4, none: 255 } as const;

/** The known words that are like a searched word, and how far each known word is from it, by its number. */
export type Likeness = Readonly<{ near: readonly number[]; distances: Uint8Array }>;

/** A way in which a known word is written, such as its plural or a short form. */
type Form = Readonly<{ text: string; letters: readonly string[]; set: number; word: number }>;

/** The words of many names, by number. */
export type Vocabulary = Readonly<{
  /** Adds the meaning of a written word, and returns the numbers of the words that it means. */
  add: (written: string) => readonly number[];
  /** Whether the text is a known word. */
  knows: (written: string) => boolean;
  /** Whether a known word begins with the text. */
  begins: (written: string) => boolean;
  /** How far each known word is from a searched word. With `exactly`, only words that are the same are known. */
  compare: (written: string, exactly: boolean) => Likeness;
}>;

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const forms: Form[] = [];
  const texts = new Map<string, number[]>();
  const meanings = new Map<string, readonly number[]>();
  /** The texts of all forms in order; undefined when a form was added since it was computed. */
  let sorted: readonly string[] | undefined;

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
    sorted = undefined;
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
    begins(written) {
      sorted ??= [...texts.keys()].sort();
      return sorted[placeOf(written, sorted)]?.startsWith(written) ?? false;
    },
    compare(written, exactly) {
      const near: number[] = [];
      const distances = new Uint8Array(numbers.size).fill(closeness.none);
      const note = (word: number, distance: number) => {
        const before = distances[word] ?? closeness.none;
        if (distance >= before) return;
        if (before === closeness.none) near.push(word);
        distances[word] = distance;
      };
      for (const text of new Set([written, singleMeaningOf(written)])) {
        for (const word of texts.get(text) ?? []) note(word, closeness.same);
        if (exactly) continue;
        const distanceOf = comparisonWith(text);
        for (const form of forms) note(form.word, distanceOf(form));
      }
      return { near, distances };
    },
  };
}

/** The number of texts that are sorted before this one. */
function placeOf(text: string, sorted: readonly string[]): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? '') < text) from = middle + 1;
    else to = middle;
  }
  return from;
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
    // Most words lack a letter of the searched one, so they can only be near it by slips.
    const hasAll = (set & ~form.set) === 0;
    if (hasAll && form.text.startsWith(text)) return form.text === text ? closeness.same : closeness.beginning;
    const limit = Math.max(letters.length, form.letters.length) < longWord ? 1 : 2;
    const isFar = Math.abs(letters.length - form.letters.length) > limit || !mayBeNear(set, form.set, limit);
    const slips = isFar ? limit + 1 : editDistance(letters, form.letters, limit);
    if (slips === 1) return closeness.oneSlip;
    if (hasAll && form.text.includes(text)) return closeness.inside;
    return slips > limit ? closeness.none : closeness.twoSlips;
  };
}
