/** Whether every part of the service keeps the text as it is. */
export const isWhole = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Characters are code points, as databases and other languages count them. */
export const isWithin =
  (max: number) =>
  (text: string): boolean =>
    text.length <= max || (text.length <= 2 * max && [...text].length <= max);
