type Waiting<Item, Result> = Readonly<{
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}>;

/**
 * Combines calls into batches: items that arrive while `processBatch` runs are given together to its next call, which
 * returns one result per item, in order, for at most `maxItems`. When that call fails, it fails for each of its items.
 */
export function createBatcher<Item, Result>(
  processBatch: (items: readonly Item[]) => Promise<readonly Result[]>,
  maxItems = Number.POSITIVE_INFINITY,
) {
  const waiting: Waiting<Item, Result>[] = [];
  let isBusy = false;

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      queueMicrotask(() => void processAll());
    });

  async function processAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxItems);
      try {
        const results = await processBatch(batch.map(({ item }) => item));
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isBusy = false;
  }
}

/**
 * Like `createBatcher`, with batches of items that have the same key. Items with different keys do not wait for each
 * other.
 */
export function createKeyedBatcher<Item, Result>(
  keyOf: (item: Item) => string,
  processBatch: (items: readonly Item[]) => Promise<readonly Result[]>,
  maxItems?: number,
) {
  const batchers = new Map<string, { add: (item: Item) => Promise<Result>; calls: number }>();
  return async (item: Item): Promise<Result> => {
    const key = keyOf(item);
    const batcher = batchers.get(key) ?? { add: createBatcher(processBatch, maxItems), calls: 0 };
    batchers.set(key, batcher);
    batcher.calls += 1;
    try {
      return await batcher.add(item);
    } finally {
      batcher.calls -= 1;
      if (batcher.calls === 0) batchers.delete(key);
    }
  };
}
