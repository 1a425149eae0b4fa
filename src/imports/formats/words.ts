/**
 * Maps the words that an app writes, in lower case, to the values of a vocabulary. Every value needs an entry: a new
 * value does not compile before each importer lists its words, or an empty list.
 */
export const wordMap = <Value extends string>(
  words: Readonly<Record<Value, readonly string[]>>,
): ReadonlyMap<string, Value> =>
  new Map(
    Object.entries<readonly string[]>(words).flatMap(([value, all]) => all.map((word) => [word, value as Value])),
  );
