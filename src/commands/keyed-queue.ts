/**
 * Runs works of one key one after the other; works of different keys run at once. Written here because commands import
 * no packages.
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
