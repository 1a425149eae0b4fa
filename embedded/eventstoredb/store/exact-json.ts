/**
 * A JSON object in which integers that JavaScript would round are bigints, such as `$tb` in the metadata of a deleted
 * stream.
 */
export type JsonObject = Record<string, unknown>;

function exactNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** Parses a JSON object; `undefined` if `data` is malformed or not an object. */
export function parseObject(data: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'), exactNumber);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes JSON in which bigints are numbers; JSON.stringify would throw on a bigint. */
export function stringifyExactly(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(stringifyExactly).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${stringifyExactly(member)}`);
  return `{${members.join(',')}}`;
}
