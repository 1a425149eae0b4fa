/** A value whose path matches a request, and the decoded values of the parameters in that path. */
export type Matched<Value> = Readonly<{ value: Value; parameters: Record<string, string> }>;

type Entry<Value> = Readonly<{ pattern: RegExp; names: readonly string[]; value: Value }>;

/**
 * Finds values by the path of a request. A path of an entry may have parameters, such as `/api/v1/users/:id`, but not in
 * the first segments (`areaOf`). When several paths match, the first one counts. A slash at the end of the request's path
 * is ignored. Express would compare a request with every path, and makes several objects for each comparison.
 */
export function createPathIndex<Value>(
  entries: readonly Readonly<{ path: string; value: Value }>[],
): (path: string) => Matched<Value> | null {
  const areas = Map.groupBy(entries, ({ path }) => areaOf(path));
  const indexed = new Map([...areas].map(([area, each]) => [area, each.map(entryOf)]));
  return (path) => {
    for (const { pattern, names, value } of indexed.get(areaOf(path)) ?? []) {
      const found = pattern.exec(path);
      if (found) return { value, parameters: parametersOf(names, found) };
    }
    return null;
  };
}

const entryOf = <Value>({ path, value }: Readonly<{ path: string; value: Value }>): Entry<Value> => ({
  pattern: new RegExp(`^${path.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll(parameter, '([^/]+)')}/?$`),
  names: [...path.matchAll(parameter)].map(([, name = '']) => name),
  value,
});

const parameter = /:(\w+)/g;

const parametersOf = (names: readonly string[], found: RegExpExecArray): Record<string, string> =>
  Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]));

/** The first segments of a path, in which no path of an entry has a parameter. */
const areaOf = (path: string): string => {
  const [, first = '', version = '', area = ''] = path.split('/', 4);
  return first === 'api' ? `${version}/${area}` : `/${first}`;
};
