type Waiting<Item, Result> = Readonly<{
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}>;

/**
 * Combines the calls of one round of the event loop into a batch. `processBatch` returns one result per item, in order.
 * When it fails, it fails for each item of the batch. Batches do not wait for each other.
 */
export function createTickBatcher<Item, Result>(processBatch: (items: readonly Item[]) => Promise<readonly Result[]>) {
  let waiting: Waiting<Item, Result>[] = [];

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length === 1) setImmediate(processWaiting);
    });

  async function processWaiting(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      const results = await processBatch(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
