import canonicalize from 'canonicalize';

/**
 * Returns RFC 8785 JSON of a value. For usual values it sorts the members and lets `JSON.stringify` do the rest, which
 * takes half of the time that the package needs; the package does all others.
 */
export function canonicalJson(value: object): string {
  const sorted = sortedCopy(value);
  const text = sorted === unusual ? undefined : JSON.stringify(sorted);
  // `JSON.stringify` writes half of a surrogate pair as an escape, and the package refuses it.
  return text === undefined || text.includes('\\ud') ? (canonicalize(value) ?? '') : text;
}

const unusual = Symbol('a value for the package');

/** A copy whose objects have their members in order; `unusual` when `JSON.stringify` could treat the copy otherwise. */
function sortedCopy(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : unusual;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return sortedList(value);
  return Object.getPrototypeOf(value) === Object.prototype ? sortedObject(value as Record<string, unknown>) : unusual;
}

function sortedList(list: readonly unknown[]): unknown {
  const copy = list.map(sortedCopy);
  return copy.includes(unusual) ? unusual : copy;
}

function sortedObject(value: Record<string, unknown>): unknown {
  const order = orderOf(Object.keys(value));
  if (order === null) return unusual;
  const copy: Record<string, unknown> = {};
  for (const name of order) {
    const member = sortedCopy(value[name]);
    if (member === unusual) return unusual;
    copy[name] = member;
  }
  return copy;
}

/**
 * The orders of members that were needed lately, by the names as they came; null for names that objects order otherwise. Events
 * have some hundred shapes, and sorting the names of each again takes longer than all else.
 */
const orders = new Map<string, readonly string[] | null>();
const [maxOrders, maxLength] = [1_000, 1_000];

function orderOf(names: readonly string[]): readonly string[] | null {
  const shape = `${names.length} ${names.join('\n')}`;
  const known = orders.get(shape);
  if (known !== undefined) return known;
  const order = names.every(isOrdered) ? names.toSorted() : null;
  if (orders.size >= maxOrders) orders.clear();
  if (shape.length <= maxLength) orders.set(shape, order);
  return order;
}

/**
 * Whether an object lists this member in the order of insertion. It lists numbers first. A line feed would make the names of
 * two objects look the same.
 */
const isOrdered = (name: string): boolean => !/^\d|\n/.test(name) && name !== '__proto__' && name !== 'toJSON';
