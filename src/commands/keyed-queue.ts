/** Runs functions with the same key one after the other, and functions with different keys at the same time. */
export type KeyedQueue = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Creates a queue. It is written here, because the folder `commands` imports no packages. */
export function keyedQueue(): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const result = last.get(key)?.then(work, work) ?? work();
    const settled = () => {
      if (last.get(key) === result) last.delete(key);
    };
    last.set(key, result);
    result.then(settled, settled);
    return result;
  };
}
