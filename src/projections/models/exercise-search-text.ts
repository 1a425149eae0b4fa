import type { ExerciseDocument } from '../../documents/exercise.ts';
import { plainText, wordsIn } from '../../documents/search-words.ts';

/** Abbreviations that people type for words of exercise names. */
const abbreviations: Readonly<Record<string, string>> = {
  dumbbell: 'db',
  barbell: 'bb',
  kettlebell: 'kb',
  bodyweight: 'bw',
  overhead: 'oh',
  alternating: 'alt',
  romanian: 'rdl',
  extension: 'ext',
};

/**
 * The text in which the exercise search looks, in three paragraphs. First, for ranking, the exercise's names in plain
 * words, one name per line; second, for matching typing errors, each word once, with abbreviations; third, the names as
 * they were typed, and the names without spaces.
 */
export function exerciseSearchTextOf({ name, aliases }: Pick<ExerciseDocument, 'name' | 'aliases'>): string {
  const written = [name, ...aliases];
  const names = written.map((each) => wordsIn(each));
  const words = [...new Set(names.flat())];
  const short = words.flatMap((word) => (Object.hasOwn(abbreviations, word) ? [abbreviations[word]] : []));
  const further = [...written.map(plainText), ...names.filter(({ length }) => length > 1).map((each) => each.join(''))];
  const paragraphs = [names.map((each) => each.join(' ')), [[...words, ...new Set(short)].join(' ')], further];
  return paragraphs.map((lines) => [...new Set(lines)].filter((line) => line !== '').join('\n')).join('\n\n');
}
