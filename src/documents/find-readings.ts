import { byFit, type Fit, fitOf } from './name-fit.ts';
import type { Named, NameIndex } from './name-index.ts';
import type { SearchedWord } from './searched-words.ts';
import type { Likeness } from './vocabulary.ts';

export type Found<Item> = Fit & Readonly<{ entry: Named<Item> }>;

export function findReadings<Item>(
  index: NameIndex<Item>,
  readings: readonly (readonly SearchedWord[])[],
): Found<Item>[] {
  const best = new Map<number, Fit>();
  for (const searched of readings) {
    for (const number of candidatesOf(index, searched)) {
      const name = index.names[number];
      const fit = name && fitOf(name, searched, index.weights);
      const before = name && best.get(name.entry);
      if (name && fit && (!before || byFit(fit, before) < 0)) best.set(name.entry, fit);
    }
  }
  return [...best].flatMap(([at, fit]) => {
    const entry = index.entries[at];
    return entry ? [{ entry, ...fit }] : [];
  });
}

/** The names that have the rarest of the searched words. Other names cannot have all of them. */
function candidatesOf<Item>({ namesWith }: NameIndex<Item>, searched: readonly SearchedWord[]): ReadonlySet<number> {
  let [rarest, least]: [Likeness | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const { likeness, isOptional } of searched) {
    const count = isOptional ? Number.POSITIVE_INFINITY : countOf(likeness, namesWith);
    if (count < least) [rarest, least] = [likeness, count];
  }
  const names = new Set<number>();
  for (const word of rarest?.near ?? []) for (const name of namesWith[word] ?? []) names.add(name);
  return names;
}

/**
 * How many names at most have a word like the searched word. A name with several such words is counted several times,
 * which is exact enough to find the rarest word.
 */
const countOf = ({ near }: Likeness, namesWith: readonly (readonly number[])[]): number =>
  near.reduce((sum, word) => sum + (namesWith[word]?.length ?? 0), 0);
