import { type RetryParkedOptions, type RetryResult, retryParked } from '../../src/projections/apply/retry-parked.ts';
import type { ParkedStream } from '../../src/projections/parking/parked-streams.ts';
import type { Cli } from '../host/host.ts';
import { type ProgressBar, startProgressBar } from '../host/progress-bar.ts';

/**
 * The outcome of retrying a parked stream: `applied` events were applied, and `left` events still wait. `reason` says
 * why they wait; null when none do.
 */
export type Attempt = Readonly<{ applied: number; left: number; reason: string | null }>;

/** Retries a parked stream. A failure is not thrown but becomes part of the outcome. */
export async function retryStream(
  core: RetryParkedOptions,
  parked: ParkedStream,
  onProgress: (applied: number) => void,
): Promise<Attempt> {
  let before = 0;
  const count = (applied: number) => {
    before = applied;
    onProgress(applied);
  };
  // Events that were applied before the failure stay applied.
  const { applied, left, error } = await retryParked(core, parked.id, count).catch(
    (failure: unknown): RetryResult => ({
      applied: before,
      left: Math.max(1, parked.waiting - before),
      error: failure,
    }),
  );
  const reason = error instanceof Error ? error.message : left > 0 ? String(error) : null;
  return { applied, left, reason };
}

/** Starts a progress bar for a retry. It is shown only for more than a hundred events. */
export const startRetryBar = (cli: Cli, total: number): Promise<ProgressBar> =>
  startProgressBar(cli, { format: '{bar} {value} of {total} events | {eta} s left', total, isShown: total > 100 });
