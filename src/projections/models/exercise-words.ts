import type { ExerciseDocument } from '../../documents/exercise.ts';
import { plainText, wordsIn } from '../../documents/search-words.ts';

/** What people write for words of exercises' names. */
const shorts: Readonly<Record<string, string>> = {
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
 * All that somebody may search an exercise by, in three paragraphs: its names in plain words, one a line, by which it is ranked; each of
 * these words once, with short ones for some, among which mistyped ones are looked for; and what else it is found by, which are the
 * names as they are written, and their words without blanks.
 */
export function searchTextOf({ name, aliases }: Pick<ExerciseDocument, 'name' | 'aliases'>): string {
  const written = [name, ...aliases];
  const names = written.map((each) => wordsIn(each));
  const words = [...new Set(names.flat())];
  const short = words.flatMap((word) => (Object.hasOwn(shorts, word) ? [shorts[word]] : []));
  const further = [...written.map(plainText), ...names.filter(({ length }) => length > 1).map((each) => each.join(''))];
  const paragraphs = [names.map((each) => each.join(' ')), [[...words, ...new Set(short)].join(' ')], further];
  return paragraphs.map((lines) => [...new Set(lines)].filter((line) => line !== '').join('\n')).join('\n\n');
}
