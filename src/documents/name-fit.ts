import { fillerWeight, type Name } from './name-index.ts';
import type { SearchedWord } from './searched-words.ts';
import { closeness, type Likeness } from './vocabulary.ts';

/**
 * How well a name fits: `distance` adds up how far its words are from the searched ones; `extra` adds up the weights of
 * the words that only one of both has.
 */
export type Fit = Readonly<{ distance: number; extra: number }>;

export const byFit = (one: Fit, other: Fit): number => one.distance - other.distance || one.extra - other.extra;

/** How well a name fits the searched words, each with another word of the name; null when one is missing. */
export function fitOf(
  { words, weight }: Name,
  searched: readonly SearchedWord[],
  weights: readonly number[],
): Fit | null {
  const partners: number[] = [];
  // Words that are the same go first, so that no similar word takes their place.
  for (const [at, { likeness }] of searched.entries())
    partners[at] = nearest(words, likeness, partners, closeness.same);
  let [distance, extra] = [0, weight];
  for (const [at, { likeness, isOptional }] of searched.entries()) {
    if (partners[at] === noWord) partners[at] = nearest(words, likeness, partners, closeness.twoSlips);
    const word = partners[at];
    if (word !== undefined && word !== noWord) {
      distance += likeness.distances[word] ?? 0;
      extra -= weights[word] ?? 1;
    } else if (isOptional) extra += fillerWeight;
    else return null;
  }
  return { distance, extra };
}

const noWord = -1;

/** The word that is nearest to a searched one, and at most `farthest` from it, without those that are taken. */
function nearest(
  words: readonly number[],
  { distances }: Likeness,
  taken: readonly number[],
  farthest: number,
): number {
  let [found, least] = [noWord, farthest + 1];
  for (const word of words) {
    const distance = distances[word] ?? closeness.none;
    if (distance < least && !taken.includes(word)) [found, least] = [word, distance];
  }
  return found;
}
