/**
 * An immutable map. A map and the map made from it by `with` share their memory, so adding to the newest map takes
 * constant time. If each were a copy, folding a session of 2,000 sets would take millions of steps.
 */
export type GrowingMap<Value> = Readonly<{
  get: (key: string) => Value | undefined;
  /** Returns a map that contains the entries of this one and the new entry. */
  with: (key: string, value: Value) => GrowingMap<Value>;
}>;

type Entries<Value> = Map<string, Readonly<{ value: Value; index: number }>>;

/**
 * One of the maps that share `entries`: it contains the entries with an index below `size`. Later maps added the
 * others.
 */
function versionOf<Value>(entries: Entries<Value>, size: number): GrowingMap<Value> {
  return {
    get(key) {
      const entry = entries.get(key);
      return entry && entry.index < size ? entry.value : undefined;
    },
    with(key, value) {
      const canShare = size > 0 && entries.size === size && !entries.has(key);
      const own = canShare ? entries : new Map([...entries].filter(([, { index }]) => index < size));
      own.set(key, { value, index: own.get(key)?.index ?? own.size });
      return versionOf(own, own.size);
    },
  };
}

export const emptyGrowingMap = <Value>(): GrowingMap<Value> => versionOf<Value>(new Map(), 0);
