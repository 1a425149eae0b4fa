/** Escapes control and bidirectional characters, so that text from users cannot control the terminal. */
export const escapeControls = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A line of tab-separated columns. */
export const columnsOf = (values: readonly string[]): string => values.map(escapeControls).join('\t');

/** JSON on one line. Log positions become strings: they exceed the integers that a JSON number holds exactly. */
export const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each));
