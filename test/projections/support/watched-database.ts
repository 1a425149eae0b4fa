import type { DatabasePool } from 'slonik';

/** What a worker does with its database: the number of its statements and transactions. */
type Use = { statements: number; transactions: number };

const watched: ReadonlySet<unknown> = new Set(['any', 'one', 'transaction']);

/** A database that counts, and that calls `between` after its first statement, which usually reads the state of the lane. */
export function watch(db: DatabasePool, between: () => Promise<void> = async () => {}) {
  const use: Use = { statements: 0, transactions: 0 };
  let isFirst = true;
  const proxy = new Proxy(db, {
    get(target, name) {
      const method = Reflect.get(target, name);
      if (!watched.has(name)) return method;
      return async (...parameters: unknown[]) => {
        use[name === 'transaction' ? 'transactions' : 'statements'] += 1;
        const result = await method.apply(target, parameters);
        if (isFirst) {
          isFirst = false;
          await between();
        }
        return result;
      };
    },
  });
  return { db: proxy, use };
}
