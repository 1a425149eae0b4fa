/**
 * An immutable map. A version and the one made from it share their entries, so that adding to the newest version takes
 * constant time: with copies, a session of 2,000 sets would take millions of steps to fold.
 */
export type GrowingMap<Value> = Readonly<{
  get: (key: string) => Value | undefined;
  /** Another version with the entry added. */
  with: (key: string, value: Value) => GrowingMap<Value>;
}>;

type Entries<Value> = Map<string, Readonly<{ value: Value; index: number }>>;

/** A version contains the entries with an index below its size; later versions have added the others. */
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
