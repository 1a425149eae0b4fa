import { runUnderLease } from '../core/lease.ts';
import type { MaintenanceOptions } from './options.ts';

/** How long the lease is valid: longer than the longest outage during which maintenance work retries. */
const leaseMs = 10_000;

type Outcome<Result> = Readonly<{ result: Result }> | Readonly<{ error: unknown }>;

/**
 * Runs the work once, under the lease `name`. Waits while another process holds that lease, which expires when the
 * process was killed.
 */
export async function runExclusively<Result>(
  { db, logger, signal }: Pick<MaintenanceOptions, 'db' | 'logger' | 'signal'>,
  name: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  let outcome: Outcome<Result> | null = null;
  const quiet = { ...logger, info: () => {} };
  const onWait = () => logger.warn('Waiting for the same maintenance work of another process', { work: name });
  await runUnderLease({ db, name, logger: quiet, ttlMs: leaseMs, onWait }, either, async (held) => {
    try {
      outcome = { result: await work(held) };
    } catch (error) {
      outcome = { error };
    } finally {
      over.abort();
    }
  });
  return resultOf<Result>(outcome, signal);
}

function resultOf<Result>(outcome: Outcome<Result> | null, signal: AbortSignal | undefined): Result {
  if (outcome === null) {
    signal?.throwIfAborted();
    throw new Error('The work did not start');
  }
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}
