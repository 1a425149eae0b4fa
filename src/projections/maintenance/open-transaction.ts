import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';

/** A transaction that stays open between statements of others. */
export type OpenTransaction = AsyncDisposable &
  Readonly<{
    tx: DatabaseTransactionConnection;
    /** Disposing without this takes everything back. */
    commit: () => Promise<void>;
  }>;

class TakenBack extends Error {}

/**
 * Opens a transaction that the caller ends. The pool refuses its other connections to what runs inside of a transaction's function,
 * and whoever holds one of these goes on using them.
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
      end.reject(new TakenBack());
      await done.catch(() => {});
    },
  };
}
