/**
 * Writes a JSON value as text, with the members of each object in sorted order, so that equal values have equal texts.
 */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/**
 * Whether two JSON values are equal. The order of an object's members does not matter, the order of a list's items
 * does.
 */
export const isSameJson = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a) === canonicalJson(b);
