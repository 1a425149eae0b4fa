import pLimit from 'p-limit';

/**
 * Calls `work` for each item, at most `concurrency` calls at once; returns the results in the order of the items. After
 * a failure no further call starts, and the failure is thrown once all running calls have ended.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit({ concurrency, rejectOnClear: true });
  const workOrStop = async (item: Item) => {
    try {
      return await work(item);
    } catch (error) {
      limit.clearQueue();
      throw error;
    }
  };
  const runs = items.map((item) => limit(workOrStop, item));
  await Promise.allSettled(runs);
  // Throws the failure of the first failed item. Items whose calls never started come after it and cannot hide it.
  return Promise.all(runs);
}
