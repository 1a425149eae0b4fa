/** Lower case, without accents, as names are kept for searching. */
export const plainText = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('\u0000', '');

const maxWords = 8;

/** The words to look for, whatever their order. */
export const wordsOf = (search: string): readonly string[] =>
  (plainText(search).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, maxWords);

/** Shorter words have too few parts to be told from others by. */
export const canBeMistyped = (word: string): boolean => word.length >= 4;
