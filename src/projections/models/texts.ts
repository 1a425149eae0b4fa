/** A sort key: the text without case and accents. It is compared by code point, so the order is the same everywhere. */
export const sortTextOf = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The texts in which a search looks, in lower case, one per line. */
export const searchTextOf = (texts: readonly string[]): string => texts.join('\n').normalize('NFC').toLowerCase();
