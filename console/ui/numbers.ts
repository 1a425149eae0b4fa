/** The number that a person typed, with a point or a comma; null for an empty text and for what is no number. */
export function numberOf(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  const value = Number(trimmed);
  return trimmed === '' || Number.isNaN(value) ? null : value;
}

/** The numbers that a form accepts, as a pattern of a field. A text that `numberOf` cannot read would count as no number. */
export const numberPattern = String.raw`\s*-?(\d+([.,]\d*)?|[.,]\d+)\s*`;

/** The numbers that a form accepts in a field of whole numbers, of which none is negative. */
export const wholeNumberPattern = String.raw`\s*\d+\s*`;

export const textOf = (value: number | null | undefined): string => (value == null ? '' : String(value));
