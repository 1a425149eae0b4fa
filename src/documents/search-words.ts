/** Turns a text into its form for searching: lower case, without accents, on one line. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('\n', ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Postgres text columns refuse the first, and rows are joined with the others
    .replace(/[\u0000\u001d\u001e]/g, '');

/** Splits a text into its words, without punctuation and in the singular. */
export const wordsIn = (text: string): readonly string[] =>
  // An apostrophe is removed before the text is split, so that `farmer's` is one word.
  (
    plainText(text)
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map(singular);

const irregular: Readonly<Record<string, string>> = { calves: 'calf', ups: 'up' };

/**
 * The singular of an English word, such as `lunge` for `lunges` or `fly` for `flies` and `flyes`. `press` and `abs`
 * stay as they are.
 */
function singular(word: string): string {
  if (Object.hasOwn(irregular, word)) return irregular[word] ?? word;
  if (word.length <= 3) return word;
  if (/(ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  if (/fl(ie|ye)s?$/.test(word)) return word.replace(/(ie|ye)s?$/, 'y');
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}
