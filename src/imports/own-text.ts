/** Copies a text out of the file's text. A mere part of that would keep all of it in memory for as long as the part. */
export const ownText = (text: string): string => JSON.parse(JSON.stringify(text));
