type Item = Readonly<{ id: string | number }>;

/** How the items of a list are told. A removed item is only in the old list, an added one only in the new list. */
export type ItemWords<Of extends Item> = Readonly<{
  added: (item: Of) => string;
  removed: (item: Of) => string;
  changed: (before: Of, after: Of) => readonly string[];
  /** The sentence for items that both lists have in another order; they are given in both orders. */
  reordered: (before: readonly Of[], after: readonly Of[]) => string;
}>;

/** Tells how two lists of things with ids differ: what was removed, added, changed and put in another order. */
export function itemDifferences<Of extends Item>(
  before: readonly Of[],
  after: readonly Of[],
  words: ItemWords<Of>,
): readonly string[] {
  const [old, current] = [byId(before), byId(after)];
  const kept = before.filter(({ id }) => current.has(id));
  const keptNow = after.filter(({ id }) => old.has(id));
  const isReordered = kept.some(({ id }, at) => keptNow[at]?.id !== id);
  return [
    ...before.filter(({ id }) => !current.has(id)).map(words.removed),
    ...after.flatMap((item) => {
      const known = old.get(item.id);
      return known ? words.changed(known, item) : [words.added(item)];
    }),
    ...(isReordered ? [words.reordered(kept, keptNow)] : []),
  ];
}

const byId = <Of extends Item>(items: readonly Of[]): ReadonlyMap<string | number, Of> =>
  new Map(items.map((item) => [item.id, item]));
