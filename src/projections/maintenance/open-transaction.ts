import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';

/** A transaction that stays open until it is committed or disposed. Disposing it rolls it back. */
export type OpenTransaction = AsyncDisposable &
  Readonly<{ tx: DatabaseTransactionConnection; commit: () => Promise<void> }>;

class RolledBack extends Error {}

/**
 * Opens a transaction that the caller ends. Within the callback of its own `transaction` method, Slonik forbids the use
 * of other connections of the pool; a caller of this function can use them.
 */
export async function openTransaction(
  db: DatabasePool,
  begin: (tx: DatabaseTransactionConnection) => Promise<void>,
): Promise<OpenTransaction> {
  const begun = Promise.withResolvers<DatabaseTransactionConnection>();
  const end = Promise.withResolvers<void>();
  const done = db.transaction(async (tx) => {
    await begin(tx);
    begun.resolve(tx);
    await end.promise;
  }, 0);
  done.catch((error) => begun.reject(error));
  const tx = await begun.promise;
  return {
    tx,
    async commit() {
      end.resolve();
      await done;
    },
    async [Symbol.asyncDispose]() {
      end.reject(new RolledBack());
      await done.catch(() => {});
    },
  };
}
