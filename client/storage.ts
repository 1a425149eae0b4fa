/**
 * Where the client keeps what must survive a restart: commands that wait for the network and the token of the change feed.
 * `localStorage` in a few lines, a file, or a database. Values are texts; a missing value is null.
 */
export type ClientStorage = Readonly<{
  get: (key: string) => Promise<string | null> | string | null;
  set: (key: string, value: string) => Promise<void> | void;
  /**
   * Runs work while no one else changes this storage. A storage that several processes or tabs share needs it, because the
   * queue reads and writes in two steps.
   */
  inTurn?: <Value>(work: () => Promise<Value>) => Promise<Value>;
}>;

/** Creates a storage that is lost with the process. */
export function createMemoryStorage(): ClientStorage {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set(key, value) {
      values.set(key, value);
    },
  };
}
