type Identified = Readonly<{ id: string }>;

/** The events that change one list of items, such as the entries of a session. */
export type ListEvents<Item extends Identified, Event> = Readonly<{
  removed: (item: Item) => Event;
  added: (item: Item) => readonly Event[];
  changed: (before: Item, after: Item) => readonly Event[];
  reordered: (ids: readonly Item['id'][]) => Event;
}>;

/**
 * The events that turn the items `before` into the items `after`. Items are recognised by their ids; an item that is the
 * same in both lists results in no event.
 */
export function listDifference<Item extends Identified, Event>(
  before: readonly Item[],
  after: readonly Item[],
  { removed, added, changed, reordered }: ListEvents<Item, Event>,
): Event[] {
  const earlier = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map(({ id }) => id));
  const ids = after.map(({ id }) => id);
  // Removals keep the order of the other items, and additions go to the end.
  const reached = [...before.filter(({ id }) => kept.has(id)), ...after.filter(({ id }) => !earlier.has(id))];
  return [
    ...before.filter(({ id }) => !kept.has(id)).map(removed),
    ...after.flatMap((item) => {
      const known = earlier.get(item.id);
      return known ? changed(known, item) : added(item);
    }),
    ...(reached.every(({ id }, at) => id === ids[at]) ? [] : [reordered(ids)]),
  ];
}
