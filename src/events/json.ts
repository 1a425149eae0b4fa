/**
 * Writes a JSON value as text, with the members of each object in sorted order, so that equal values have equal texts.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = (value as Readonly<Record<string, unknown>>)[name];
      return member === undefined ? [] : `${JSON.stringify(name)}:${canonicalJson(member)}`;
    });
  return `{${members.join(',')}}`;
}

/**
 * Whether two JSON values are equal. The order of an object's members does not matter, the order of a list's items
 * does. A member that is undefined counts as absent.
 */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isSameJson(item, b[at]))
    );
  }
  const [some, others] = [a, b] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  for (const name in some) if (!isSameJson(some[name], others[name])) return false;
  for (const name in others) if (others[name] !== undefined && some[name] === undefined) return false;
  return true;
}
