import { type DatabaseTransactionConnection, sql } from 'slonik';

/** How long, by default, a transaction waits for a lock, and how long it may idle before Postgres ends it. */
const defaultMs = 4_000;

/**
 * SQL that limits how long a transaction waits for locks and may idle while it holds locks. The settings are local to
 * the transaction, because connections are shared through a pooler. A frozen process loses its locks in this way.
 */
export const lockLimits = (ms = defaultMs) => sql.fragment`
  set_config('lock_timeout', ${String(ms)}, true), set_config('idle_in_transaction_session_timeout', ${String(ms)}, true)`;

/** Limits how long a transaction waits for locks, and how long it may idle while it holds locks. */
export async function limitLocks(tx: DatabaseTransactionConnection, ms = defaultMs): Promise<void> {
  await tx.query(sql.unsafe`SELECT ${lockLimits(ms)}`);
}
