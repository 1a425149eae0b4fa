import { type NamedThings, neededBy, type Thing, wholeOf } from './named-things.ts';
import { type Round, roundsOf } from './rounds.ts';

/**
 * Arranges commands that were sent in any order. What creates a thing comes before what uses it, and what removes it
 * comes last. Other commands keep their order, as far as it can matter.
 */
export const arrangeCommands = (commands: readonly NamedThings[]): readonly Round[] =>
  roundsOf(commands, sorted(predecessorsOf(commands)));

type Index = Map<Thing, number[]>;
function add(index: Index, thing: Thing, at: number): void {
  const known = index.get(thing);
  if (known) known.push(at);
  else index.set(thing, [at]);
}

/** The commands that come before a command: those without which it is refused, and those that only should. */
type Before = Readonly<{ must: Set<number>; should: Set<number> }>;

function predecessorsOf(commands: readonly NamedThings[]): readonly Before[] {
  const [creators, removers, parts] = indexOf(commands);
  const before = commands.map((): Before => ({ must: new Set(), should: new Set() }));
  const put = (kind: keyof Before, first: readonly number[] = [], later: readonly number[] = []) => {
    for (const one of first) for (const other of later) if (one !== other) before[other]?.[kind].add(one);
  };
  for (const [at, command] of commands.entries()) {
    for (const thing of command.contains ?? []) put('must', creators.get(thing), [at]);
    const removed = new Set(command.removes);
    for (const thing of neededBy(command)) {
      put('must', creators.get(thing), [at]);
      if (!removed.has(thing)) put('must', [at], removers.get(thing));
    }
    // A new order does not name the parts that were added after it, and those that were removed before it.
    const { of = '', parts: ordered = [] } = command.orders ?? {};
    const named = new Set(ordered);
    for (const part of parts.get(of) ?? []) {
      if (named.has(part)) continue;
      const [created, gone] = [creators.get(part), removers.get(part)];
      const isAdded = created !== undefined && (gone === undefined || at < Math.min(...created));
      if (isAdded) put('should', [at], created);
      else put('should', gone, [at]);
    }
  }
  return before;
}

/** The commands that create and that remove each thing, and the parts that are created or removed of each thing. */
function indexOf(commands: readonly NamedThings[]) {
  const [creators, removers]: [Index, Index] = [new Map(), new Map()];
  const parts = new Map<Thing, Set<Thing>>();
  for (const [at, { creates = [], removes = [] }] of commands.entries()) {
    for (const thing of creates) add(creators, thing, at);
    for (const thing of removes) add(removers, thing, at);
    for (const thing of [...creates, ...removes]) {
      const whole = wholeOf(thing);
      if (whole !== null) parts.set(whole, (parts.get(whole) ?? new Set()).add(thing));
    }
  }
  return [creators, removers, parts] as const;
}

/** The commands in an order that fits; of several possible next ones, the first. */
function sorted(before: readonly Before[]): readonly number[] {
  const waiting = new Map(before.map(({ must, should }, at) => [at, { must: must.size, should: should.size }]));
  const followers = before.map((): [keyof Before, number][] => []);
  for (const [at, { must, should }] of before.entries()) {
    for (const each of must) followers[each]?.push(['must', at]);
    for (const each of should) followers[each]?.push(['should', at]);
  }
  const first = (isNext: (blockers: Readonly<Record<keyof Before, number>>) => boolean): number | undefined =>
    waiting.entries().find(([, blockers]) => isNext(blockers))?.[0];
  const order: number[] = [];
  for (;;) {
    // Two orders with different parts can contradict each other. Then what should come before a command does not count.
    const next =
      first(({ must, should }) => must + should === 0) ?? first(({ must }) => must === 0) ?? first(() => true);
    if (next === undefined) return order;
    waiting.delete(next);
    order.push(next);
    for (const [kind, at] of followers[next] ?? []) {
      const blockers = waiting.get(at);
      if (blockers) blockers[kind] -= 1;
    }
  }
}
