import { randomUUID } from 'node:crypto';
import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import { DomainError } from '../../errors.ts';
import type { Logger } from '../../ports/logger.ts';
import { pause, reasonOf } from './retry.ts';
import { rowType } from './rows.ts';

export type LeaseOptions = Readonly<{
  db: DatabasePool;
  name: string;
  logger: Logger;
  /** How long the lease is valid after it was taken or renewed. @defaultValue 8 s */
  ttlMs?: number;
  /** Takes the lease even if it has not expired: only for callers that know its holder is gone. @defaultValue false */
  seize?: boolean;
  /** Called at the first time that the lease cannot be taken because another process holds it. */
  onWait?: () => void;
}>;

type Work = (signal: AbortSignal) => Promise<void>;

/**
 * Runs `work` while this process holds the lease, until `signal` is aborted. Other processes wait until the lease
 * expires by the database's clock, so a frozen holder loses it. `work` is aborted when the lease is lost.
 */
export async function runUnderLease(options: LeaseOptions, signal: AbortSignal, work: Work): Promise<void> {
  const { db, name, logger, ttlMs = 8_000, seize = false, onWait = () => {} } = options;
  const holder = randomUUID();
  const acquire = (isSeizing: boolean) => acquireLease(db, { name, holder, ttlMs, isSeizing });
  let isSeizing = seize;
  let isWaitReported = false;
  while (!signal.aborted) {
    const epoch = await acquire(isSeizing).catch((error) => {
      logger.warn('Requesting the lease failed', { lease: name, reason: reasonOf(error) });
      return undefined;
    });
    if (epoch === null && !isWaitReported) {
      isWaitReported = true;
      onWait();
    }
    if (typeof epoch === 'bigint') {
      isSeizing = false;
      logger.info('Acquired the lease', { lease: name, epoch: String(epoch) });
      await holdLease({ name, logger, ttlMs, renew: () => acquire(false), signal, work });
    }
    await pause(ttlMs / 4, signal);
  }
  // The row stays, because a new row would start the epochs again.
  await db
    .query(sql.unsafe`
      UPDATE dispatcher_leases SET expires_at = '-infinity' WHERE name = ${name} AND holder = ${holder}`)
    .catch(() => {});
}

type Claim = Readonly<{ name: string; holder: string; ttlMs: number; isSeizing: boolean }>;

const epochRow = rowType<{ epoch: bigint }>();

/** Takes or renews the lease. Returns a number that rises with each new holder; null while another process holds it. */
async function acquireLease(db: CommonQueryMethods, claim: Claim): Promise<bigint | null> {
  const { name, holder, ttlMs, isSeizing } = claim;
  const row = await db.maybeOne(sql.type(epochRow)`
    INSERT INTO dispatcher_leases AS l (name, holder, epoch, expires_at)
    VALUES (${name}, ${holder}, 1, clock_timestamp() + ${ttlMs}::int4 * interval '1 millisecond')
    ON CONFLICT (name) DO UPDATE SET
      holder = excluded.holder,
      epoch = l.epoch + CASE WHEN l.holder = excluded.holder THEN 0 ELSE 1 END,
      expires_at = excluded.expires_at
    WHERE l.holder = excluded.holder OR l.expires_at < clock_timestamp() OR ${isSeizing}
    RETURNING epoch`);
  return row?.epoch ?? null;
}

type Term = Pick<LeaseOptions, 'name' | 'logger'> &
  Readonly<{ ttlMs: number; renew: () => Promise<bigint | null>; signal: AbortSignal; work: Work }>;

/** Runs `work` and renews the lease meanwhile. Returns when the work has ended; aborts it if the lease is lost. */
async function holdLease({ name, logger, ttlMs, renew, signal, work }: Term): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const working = work(either)
    .catch((error) => logger.error('The work under the lease failed', { lease: name, reason: reasonOf(error) }))
    .finally(() => over.abort());
  let renewedAt = performance.now();
  while (!either.aborted) {
    await pause(ttlMs / 4, either);
    if (either.aborted) break;
    const requestedAt = performance.now();
    const epoch = await renew().catch(() => undefined);
    if (typeof epoch === 'bigint') renewedAt = requestedAt;
    if (epoch === null || performance.now() - renewedAt > ttlMs) {
      logger.warn('Lost the lease', { lease: name });
      over.abort(new DomainError('unavailable', 'The lease is lost: another process has it, or Postgres was down.'));
    }
  }
  await working;
}
