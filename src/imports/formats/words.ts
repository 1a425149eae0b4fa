/**
 * Makes a map from the words that an app writes, in lower case, to our values. Every value needs an entry, if only an
 * empty list: a new value does not compile until each importer lists its words.
 */
export const wordMap = <Value extends string>(
  words: Readonly<Record<Value, readonly string[]>>,
): ReadonlyMap<string, Value> =>
  new Map(
    Object.entries<readonly string[]>(words).flatMap(([value, all]) => all.map((word) => [word, value as Value])),
  );
