import type { SessionCommand } from '../../../commands/session/decider.ts';
import type { Pair } from './align.ts';
import type { Versions } from './merge.ts';
import { joinPlans, type Plan, planOf } from './plan.ts';

type Identified = Readonly<{ id: string }>;

/**
 * The states of one list item in a merge (see `Versions`). `base` is null if only an interrupted earlier attempt at
 * this merge added the item.
 */
export type ItemVersions<Item, Target> = Omit<Versions<Item, Target>, 'base'> & Readonly<{ base: Item | null }>;

/**
 * How to merge a list of entries or sets. `pairs` match items of base and target; `index` is the place of a pair among
 * them.
 */
export type ListMerge<Item extends Identified, Target> = Readonly<{
  pairs: readonly Pair<Item, Target>[];
  applied: readonly Item[];
  current: readonly Item[];
  makeId: (index: number) => Item['id'];
  add: (id: Item['id'], target: Target, index: number) => Plan;
  edit: (versions: ItemVersions<Item, Target>, index: number) => Plan;
  /** Plans the command that removes an item; null if the item stays because the athlete has changed it. */
  remove: (base: Item, current: Item) => Plan | null;
  reorder: (ids: readonly Item['id'][]) => SessionCommand;
}>;

/**
 * Plans the commands that merge a list: they add, edit, remove and reorder items. An item that the athlete has removed
 * stays removed.
 */
export function mergeList<Item extends Identified, Target>(merge: ListMerge<Item, Target>): Plan {
  const { pairs, applied, current, reorder } = merge;
  const items = { applied: byId(applied), current: byId(current) };
  const steps = pairs.map((pair, index) => mergeItem(merge, items, pair, index));
  const kept = steps.flatMap(({ keptId }) => keptId ?? []);
  const order = newOrder(applied, kept, current);
  return joinPlans([...steps.flatMap(({ plan }) => plan ?? []), ...(order ? [planOf([reorder(order)])] : [])]);
}

/**
 * What the merge does with one pair. `keptId` is the id of the item that the list contains afterwards; null for none.
 */
type Step<Id> = Readonly<{ plan: Plan | null; keptId: Id | null }>;

type Items<Item> = Readonly<Record<'applied' | 'current', ReadonlyMap<string, Item>>>;
const byId = <Item extends Identified>(items: readonly Item[]) => new Map(items.map((item) => [item.id, item]));

function mergeItem<Item extends Identified, Target>(
  { makeId, add, edit, remove }: ListMerge<Item, Target>,
  { applied, current }: Items<Item>,
  [base, target]: Pair<Item, Target>,
  index: number,
): Step<Item['id']> {
  const id: Item['id'] = base?.id ?? makeId(index);
  const appliedItem = applied.get(id) ?? base;
  if (!appliedItem) return { plan: add(id, target as Target, index), keptId: id };
  const currentItem = current.get(id);
  if (!currentItem) return { plan: null, keptId: null };
  if (target) return { plan: edit({ base, target, current: currentItem, applied: appliedItem }, index), keptId: id };
  const removal = base && remove(base, currentItem);
  return { plan: removal, keptId: removal ? null : id };
}

/**
 * The new order of the list: the kept items in the wanted order, then the items that the athlete added. Null if adding
 * and removing items alone gives the wanted order; an order that the athlete has chosen then stays.
 */
function newOrder<Id extends string>(
  applied: readonly { id: Id }[],
  kept: readonly Id[],
  current: readonly { id: Id }[],
): Id[] | null {
  const earlier = new Set(applied.map(({ id }) => id));
  const staying = new Set(kept);
  const unordered = [...[...earlier].filter((id) => staying.has(id)), ...kept.filter((id) => !earlier.has(id))];
  if (unordered.every((id, index) => id === kept[index])) return null;
  return [...kept, ...current.map(({ id }) => id).filter((id) => !earlier.has(id))];
}
