import { isFiller, plainText, writtenWordsIn } from './search-words.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** Something with names. Of equally good finds, the lower `rank` comes first, then the lower `sortKey`. */
export type Named<Item> = Readonly<{ item: Item; names: readonly string[]; rank: number; sortKey: string }>;

/** `weight` is the sum of the weights of the words. */
export type Name = Readonly<{ entry: number; text: string; words: readonly number[]; weight: number }>;

/** Named things, prepared for searching. */
export type NameIndex<Item> = Readonly<{
  entries: readonly Named<Item>[];
  names: readonly Name[];
  vocabulary: Vocabulary;
  /** The numbers of the names that have a word, by the number of the word. */
  namesWith: readonly (readonly number[])[];
  /** How much a word adds to `extra` when a name has it and the search does not, by the number of the word. */
  weights: readonly number[];
}>;

/** The weight of a word that only joins others. */
export const fillerWeight = 0.25;

export function createNameIndex<Item>(entries: readonly Named<Item>[]): NameIndex<Item> {
  const vocabulary = createVocabulary();
  const names: Name[] = [];
  const namesWith: number[][] = [];
  const weights: number[] = [];
  const add = (entry: number, name: string) => {
    const text = plainText(name);
    const words = new Set<number>();
    let weight = 0;
    for (const written of writtenWordsIn(text)) {
      for (const word of vocabulary.add(written)) {
        if (words.has(word)) continue;
        words.add(word);
        weights[word] ??= isFiller(written) ? fillerWeight : 1;
        weight += weights[word];
        namesWith[word] ??= [];
        namesWith[word].push(names.length);
      }
    }
    names.push({ entry, text, words: [...words], weight });
  };
  for (const [entry, thing] of entries.entries()) for (const name of thing.names) add(entry, name);
  return { entries, names, vocabulary, namesWith, weights };
}
