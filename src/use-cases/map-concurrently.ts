import pLimit from 'p-limit';

/**
 * Maps items with at most `concurrency` calls of `work` at once; returns the results in the order of the items.
 * After a failure no further call starts, and the failure is thrown once all running calls have ended.
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
  // Rejects with the failure of the first item in order: calls that never started come after it.
  return Promise.all(runs);
}
