import type { Known, Reading, ReadWord } from './readings.ts';
import { isFiller } from './search-words.ts';
import { closeness, type Likeness } from './vocabulary.ts';

/** An optional word may be absent from a name. */
export type SearchedWord = Readonly<{ likeness: Likeness; isOptional: boolean }>;

/** The words of a reading, long ones first, because short ones fit more words of a name. */
export function searchedWordsOf(
  reading: Reading,
  compare: (text: string) => Likeness,
  known: Known,
): readonly SearchedWord[] {
  const isAllFillers = reading.every(({ text }) => isFiller(text));
  const words = new Map(reading.map((word) => [word.text, word]));
  return [...words.values()]
    .sort(
      (one, other) => Number(isFiller(one.text)) - Number(isFiller(other.text)) || other.text.length - one.text.length,
    )
    .map((word) => ({
      likeness: only(permittedFor(word, known), compare(word.text)),
      isOptional: isFiller(word.text) && !word.isPart && !isAllFillers,
    }));
}

/** Shorter words are so close to many others that slips in them are forgiven only if no name has the word. */
const isLong = (text: string): boolean => [...text].length > 3;

const all = new Set<number>(Object.values(closeness));
const unforgiving = new Set<number>([closeness.same, closeness.beginning, closeness.inside]);
const longPart = new Set<number>([closeness.same, closeness.beginning]);
const shortPart = new Set<number>([closeness.same]);

/** How far a word of a name may be from a searched word. */
function permittedFor({ text, isPart }: ReadWord, known: Known): ReadonlySet<number> {
  if (isPart) return isLong(text) ? longPart : shortPart;
  return isLong(text) || !known.isWord(text) ? all : unforgiving;
}

function only(permitted: ReadonlySet<number>, { near, distances }: Likeness): Likeness {
  if (permitted === all) return { near, distances };
  const kept = near.filter((word) => permitted.has(distances[word] ?? closeness.none));
  const keptDistances = new Uint8Array(distances.length).fill(closeness.none);
  for (const word of kept) keptDistances[word] = distances[word] ?? closeness.none;
  return { near: kept, distances: keptDistances };
}
