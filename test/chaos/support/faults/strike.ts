import { setTimeout as delay } from 'node:timers/promises';

/**
 * A way to break something. `target` names what the fault breaks; `strike` breaks it and resolves when it works again.
 */
export type Fault = Readonly<{ kind: string; target: () => string; strike: () => Promise<void> }>;

const maxConcurrent = 3;
const longestPauseMs = 700;

type Schedule = Readonly<{
  faults: readonly Fault[];
  random: () => number;
  count: number;
  /** When this signal is aborted, no further fault strikes. */
  signal: AbortSignal;
}>;

/**
 * Lets `count` faults strike in random order, several at a time. Every kind strikes once before any kind strikes again.
 * Returns how often each kind struck.
 */
export async function strikeFaults({ faults, random, count, signal }: Schedule): Promise<ReadonlyMap<string, number>> {
  const strikes = new Map<string, number>();
  const active = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let deck = shuffle(onePerKind(faults), random);
  for (let struck = 0; struck < count && failures.length === 0 && !signal.aborted; ) {
    if (deck.length === 0) deck = shuffle(faults, random);
    // Each target has one fault at a time, because a dead process, for example, cannot be frozen.
    const fault = active.size < maxConcurrent ? deck.find(({ target }) => !active.has(target())) : undefined;
    if (!fault) {
      await Promise.race(active.values());
      continue;
    }
    deck = deck.filter((each) => each !== fault);
    const target = fault.target();
    const repaired = fault
      .strike()
      .catch((error) => void failures.push(error))
      .finally(() => active.delete(target));
    active.set(target, repaired);
    strikes.set(fault.kind, (strikes.get(fault.kind) ?? 0) + 1);
    struck += 1;
    await delay(random() * longestPauseMs);
  }
  await Promise.all(active.values());
  if (failures.length > 0) throw failures[0];
  return strikes;
}

const onePerKind = (faults: readonly Fault[]): readonly Fault[] => [
  ...new Map(faults.map((fault) => [fault.kind, fault])).values(),
];

function shuffle<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const keyed = items.map((item) => [random(), item] as const);
  return keyed.toSorted(([a], [b]) => a - b).map(([, item]) => item);
}
