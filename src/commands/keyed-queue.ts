/**
 * Creates a queue that runs functions with the same key one after the other and functions with different keys at the
 * same time. It is written here, because the folder `commands` imports no packages.
 */
export function keyedQueue() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const result = (last.get(key) ?? Promise.resolve()).then(work, work);
    const done = result.catch(() => {}).finally(() => last.get(key) === done && last.delete(key));
    last.set(key, done);
    return result;
  };
}
