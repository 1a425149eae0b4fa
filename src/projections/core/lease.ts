import { randomUUID } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import { DomainError } from '../../errors.ts';
import type { Logger } from '../../ports/logger.ts';
import { pause, reasonOf } from './retry.ts';
import { rowType } from './rows.ts';

export type LeaseOptions = Readonly<{
  db: DatabasePool;
  name: string;
  logger: Logger;
  /** @defaultValue 8 s */
  ttlMs?: number;
  /** Takes the lease before its time is over: for whoever knows that its holder is gone. @defaultValue false */
  seize?: boolean;
  /** Hears, once, that another holds the lease. */
  onWait?: () => void;
}>;

const epochRow = rowType<{ epoch: bigint }>();

/**
 * Runs `work` whenever this process holds the lease, until aborted; others wait for the lease to end by the database's clock. The
 * signal given to `work` tells that the lease is gone.
 */
export async function runUnderLease(
  { db, name, logger, ttlMs = 8_000, seize = false, onWait = () => {} }: LeaseOptions,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const holder = randomUUID();
  let isSeizing = seize;
  let isTold = false;
  while (!signal.aborted) {
    const epoch = await take().catch((error) => {
      logger.warn('Asking for the lease failed', { lease: name, reason: reasonOf(error) });
      return undefined;
    });
    if (epoch === null && !isTold) {
      isTold = true;
      onWait();
    }
    if (typeof epoch === 'bigint') {
      isSeizing = false;
      logger.info('Took the lease', { lease: name, epoch: String(epoch) });
      await term();
    }
    await pause(ttlMs / 4, signal);
  }
  await db.query(sql.unsafe`DELETE FROM dispatcher_leases WHERE name = ${name} AND holder = ${holder}`).catch(() => {});

  /** The lease's epoch, taken or renewed; null while another holds it. */
  async function take(): Promise<bigint | null> {
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

  /** Works and renews; over when the lease is lost, could not be renewed in time, or the work has ended. */
  async function term(): Promise<void> {
    const over = new AbortController();
    const both = AbortSignal.any([signal, over.signal]);
    const working = work(both)
      .catch((error) => logger.error('What runs under the lease failed', { lease: name, reason: reasonOf(error) }))
      .finally(() => over.abort());
    let renewedAt = performance.now();
    while (!both.aborted) {
      await pause(ttlMs / 4, both);
      if (both.aborted) break;
      const asked = performance.now();
      const epoch = await take().catch(() => undefined);
      if (epoch !== undefined && epoch !== null) renewedAt = asked;
      if (epoch === null || performance.now() - renewedAt > ttlMs) {
        logger.warn('The lease is lost to another', { lease: name });
        over.abort(new DomainError('unavailable', 'The lease is lost: another has it, or Postgres was away too long.'));
      }
    }
    await working;
  }
}
