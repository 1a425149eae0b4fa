/** The longest text in which words are looked up. */
export const maxWordsLength = 100;

/** Turns a word into the form in which words are compared: lower case, without accents, points and apostrophes. */
export const foldWord = (word: string): string =>
  word
    .slice(0, maxWordsLength)
    .normalize('NFKD')
    // Only the accents of European scripts: in other scripts such marks are vowels.
    .replace(/[\u0300-\u036f.'’ʼ׳॰\u200e\u200f]/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .trim();

/** A word with its apostrophes and the marks of abbreviations, such as `Std.`. */
const wordPattern = /[\p{L}\p{M}][\p{L}\p{M}.'’ʼ׳॰]*/gu;

/** The words and numbers in a text, in order. */
export const tokensIn = (text: string): readonly string[] =>
  (text.slice(0, maxWordsLength).match(new RegExp(`${wordPattern.source}|\\d+`, 'gu')) ?? []).map(foldWord);

/** The words in a text, in order. */
export const wordsIn = (text: string): readonly string[] =>
  (text.slice(0, maxWordsLength).match(wordPattern) ?? []).map(foldWord);
