/** A sort key without case and accents. Ordered by code point, it sorts the same on every machine. */
export const sortTextOf = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Texts to search in, in lower case, one per line. */
export const searchTextOf = (texts: readonly string[]): string => texts.join('\n').normalize('NFC').toLowerCase();
