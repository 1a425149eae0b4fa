/**
 * Escapes control characters and bidirectional characters, so that a text from a user cannot control the terminal. In
 * JSON the result is the same document.
 */
export const escapeControls = (text: string): string => text.replaceAll(controls, escapeOf);

/** As `escapeControls`, but keeps line breaks and tabs: for messages and outputs of several lines or columns. */
export const escapeInLines = (text: string): string =>
  text.replaceAll(controls, (each) => (each === '\n' || each === '\t' ? each : escapeOf(each)));

const controls = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const escapeOf = (each: string): string => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A line of columns that are separated by tabs. */
export const columnsOf = (values: readonly string[]): string => values.map(escapeControls).join('\t');

/**
 * Formats a value as JSON on one line. Log positions become strings, because they can exceed the integers that
 * JavaScript reads from JSON exactly.
 */
export const jsonOf = (value: unknown): string =>
  escapeControls(JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each)));
