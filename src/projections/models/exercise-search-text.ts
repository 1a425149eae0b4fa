import type { ExerciseDocument } from '../../documents/exercise.ts';

/*
 * The text of the column `search_text`, which tables of shape 1 have. Queries do not read it any more. It stays as it
 * was, because the rows of a version must equal those of its rebuild; the next shape omits it.
 */

/** For a word of exercise names: the abbreviation that people type instead of it. */
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

const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('\n', ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Postgres text columns refuse the first, and rows are joined with the others
    .replace(/[\u0000\u001d\u001e]/g, '');

const wordsIn = (text: string): readonly string[] =>
  (
    plainText(text)
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map(singular);

const irregular: Readonly<Record<string, string>> = { calves: 'calf', ups: 'up' };

function singular(word: string): string {
  if (Object.hasOwn(irregular, word)) return irregular[word] ?? word;
  if (word.length <= 3) return word;
  if (/(ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  if (/fl(ie|ye)s?$/.test(word)) return word.replace(/(ie|ye)s?$/, 'y');
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}
