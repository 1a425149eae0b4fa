import { type DatabaseTransactionConnection, sql } from 'slonik';

/** How long a transaction waits for a lock, and how long it may idle while it holds locks. */
const defaultMs = 4_000;

/**
 * The settings that bound a transaction's locks. They are local to the transaction, because a pooler shares its
 * sessions. A frozen process loses its locks when Postgres ends its idle transaction.
 */
export const lockLimits = (ms = defaultMs) => sql.fragment`
  set_config('lock_timeout', ${String(ms)}, true), set_config('idle_in_transaction_session_timeout', ${String(ms)}, true)`;

/** Bounds the locks of a transaction. */
export async function limitLocks(tx: DatabaseTransactionConnection, ms = defaultMs): Promise<void> {
  await tx.query(sql.unsafe`SELECT ${lockLimits(ms)}`);
}
